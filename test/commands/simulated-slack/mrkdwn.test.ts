// What a text would really become: the judge of whether a customer's text can ping, link or format.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderMessage, renderMrkdwn } from '../../../src/commands/simulated-slack/mrkdwn.ts'

describe('rendering', () => {
  it.each([
    ['<!channel> now', { mentions: ['channel'], shown: '@channel now' }],
    ['<@U1> and <#C1|support>', { mentions: ['U1', 'C1'] }],
    ['<!subteam^S1|team>', { mentions: ['S1'] }],
    ['@here look', { mentions: ['here'] }],
    ['<https://evil.example|nordvik.no>', { links: [{ url: 'https://evil.example', label: 'nordvik.no' }] }],
    ['see https://a.example/x', { links: [{ url: 'https://a.example/x', label: 'https://a.example/x' }] }],
    ['*bold* _it_ ~gone~ `code`', { formatting: ['code', 'bold', 'italic', 'strike'], shown: 'bold it gone code' }],
    ['2*3*4 and snake_case_name', { formatting: [], shown: '2*3*4 and snake_case_name' }],
    ['&lt;!channel&gt;', { mentions: [], shown: '<!channel>' }],
    [':lock: secret', { emoji: ['lock'] }],
  ])('reads %s', (text, expected) => {
    expect(renderMrkdwn(text)).toMatchObject(expected)
  })

  it('lets plain_text and verbatim be', () => {
    expect(renderMrkdwn('<!channel> *x*', { plain: true })).toMatchObject({ mentions: [], formatting: [] })
    expect(renderMrkdwn('@here https://a.example', { verbatim: true })).toMatchObject({ mentions: [], links: [] })
  })

  it('finds what is hidden anywhere in blocks', () => {
    const field = { type: 'section', fields: [{ type: 'mrkdwn', text: '<!here>', verbatim: true }] }
    const rich = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U9' }] }],
    }
    const markdown = { type: 'markdown', text: '[label](https://a.example)' }
    const found = renderMessage({ text: '', blocks: [field, rich, markdown] })
    expect(found.mentions).toEqual(['here', 'U9'])
    expect(found.links).toContainEqual({ url: 'https://a.example', label: 'label' })
  })

  it('never finds a ping or link in an escaped, verbatim text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '!', '@', '|', 'U', 'channel', 'https://a.b', '&', ' ') }),
        (text) => {
          const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
          const { mentions, links, shown } = renderMrkdwn(escaped, { verbatim: true })
          expect([mentions, links]).toEqual([[], []])
          expect(shown).toBe(text)
        },
      ),
    )
  })
})
