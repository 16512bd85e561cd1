// What doctor says of the webhook: it posts one signed test event and looks at the answer.

import { describe, expect, it } from 'vitest'
import { lookAtWebhook } from '../../src/commands/doctor-webhook.ts'
import { signatureOf } from '../../src/desk/webhook.ts'

const hook = { url: 'https://pager.example/nightdesk', secret: 'a secret of ours' }
const now = Date.UTC(2026, 10, 25, 12)

describe('the webhook', () => {
  it('is good when it takes a signed test event', async () => {
    const posted: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = []
    const found = await lookAtWebhook(hook, now, async (url, headers, body) => {
      posted.push({ url, headers, body })
      return 204
    })
    expect(found).toEqual({ state: 'good', seen: 'pager.example answered 204 to a test event' })
    const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = posted
    expect(url).toBe(hook.url)
    expect(JSON.parse(body)).toEqual({ id: `test-${now}`, type: 'test', at: now })
    expect(headers).toMatchObject({
      ...{ 'nightdesk-event': `test-${now}`, 'nightdesk-signature': signatureOf(body, hook.secret, now) },
    })
  })

  it.each([
    [401, 'NIGHTDESK_WEBHOOK_SECRET'],
    [500, 'any answer but 2xx'],
    [301, 'any answer but 2xx'],
  ])('that answers %i is bad, with what to do', async (status, remedy) => {
    const found = await lookAtWebhook(hook, now, async () => status)
    expect(found).toMatchObject({ state: 'bad', remedy: expect.stringContaining(remedy) })
    expect(JSON.stringify(found)).not.toContain(hook.secret)
  })

  it('that nobody answers at is bad', async () => {
    const found = await lookAtWebhook(hook, now, () => Promise.reject(new Error('refused')))
    expect(found).toMatchObject({ state: 'bad', seen: 'pager.example cannot be reached' })
  })
})
