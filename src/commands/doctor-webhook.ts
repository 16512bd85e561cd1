// What `doctor` says of the webhook: whether whoever listens there answers a signed test event.

import { testWebhook } from '../desk/webhook.ts'

type Finding = { readonly state: 'good' | 'bad'; readonly seen: string; readonly remedy?: string }

/** Never throws: what cannot be reached is a finding. */
export async function lookAtWebhook(
  hook: { readonly url: string; readonly secret: string },
  now: number,
  post?: Parameters<typeof testWebhook>[2],
): Promise<Finding> {
  const { host } = new URL(hook.url)
  try {
    const status = await testWebhook(hook, now, post)
    if (status >= 200 && status <= 299) return { state: 'good', seen: `${host} answered ${status} to a test event` }
    const remedy =
      status === 401 || status === 403
        ? 'Compare NIGHTDESK_WEBHOOK_SECRET with the one that checks the signature there: docs/webhook.md shows how.'
        : 'See what listens at NIGHTDESK_WEBHOOK_URL: any answer but 2xx means that warnings come again and wait.'
    return { state: 'bad', seen: `${host} answered ${status} to a test event`, remedy }
  } catch {
    const remedy = 'Check NIGHTDESK_WEBHOOK_URL, and that it answers within ten seconds and redirects nowhere.'
    return { state: 'bad', seen: `${host} cannot be reached`, remedy }
  }
}
