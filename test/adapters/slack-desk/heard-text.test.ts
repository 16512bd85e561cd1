// What an agent writes in Slack, as the customer reads it; and what is taken for a remark.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentOfTs } from '../../../adapters/slack-app/moment.ts'
import { mentionedIn, plainText } from '../../../adapters/slack-app/plain-text.ts'
import { readLine } from '../../../adapters/slack-desk/heard/message.ts'
import { asRemark, remarkIn } from '../../../adapters/slack-desk/heard/remarks.ts'

describe('plain text', () => {
  it.each([
    ['Hi *Kari*, it is _really_ on its way', 'Hi Kari, it is really on its way'],
    ['2*3*4 and snake_case_name stay', '2*3*4 and snake_case_name stay'],
    ['not ~yet~ sent', 'not ~yet~ sent'],
    ['see <https://a.no/x_y_z|our page>', 'see our page (https://a.no/x_y_z)'],
    ['see <https://a.no/?a=1&amp;b=2>', 'see https://a.no/?a=1&b=2'],
    ['see <http://a.no|a.no>', 'see a.no (http://a.no)'.replace('a.no (http://a.no)', 'http://a.no')],
    [
      'write to <mailto:a@b.no|a@b.no> or <tel:+4712345678|12 34 56 78>',
      'write to a@b.no or 12 34 56 78 (+4712345678)',
    ],
    ['<@U1> and <@U2|bo> and <@U3>', 'Ida Berg and bo and U3'],
    ['ask in <#C1|support> <!here> <!subteam^S1|@night>', 'ask in #support @here @night'],
    ['until <!date^1392734382^{date}|18 February>', 'until 18 February'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;', '1 < 2 && 3 > 2, &lt;'],
    ['• one\n• two\n    ◦ three\n1. four', '• one\n• two\n    ◦ three\n1. four'],
    ['&gt; you wrote this', '> you wrote this'],
    ['`a_b *c* :wave:` and ```\nx *y*\n```', 'a_b *c* :wave: and \nx *y*'],
    ['Hello :wave: :+1::skin-tone-3: :fjell: at 10:30:15', 'Hello 👋 👍🏼 :fjell: at 10:30:15'],
    ['*:tada: done*', '🎉 done'],
  ])('of %j is %j', (mrkdwn, plain) => {
    expect(plainText(mrkdwn, new Map([['U1', 'Ida Berg']]))).toBe(plain)
  })

  it('takes emoji that the message itself tells', () => {
    const blocks = [{ type: 'rich_text', elements: [{ type: 'emoji', name: 'moose', unicode: '1face' }] }]
    const event = { ts: '2.0', thread_ts: '1.0', channel: 'C1', user: 'U1', text: 'a :moose:', blocks }
    const line = readLine(event, 'U0')
    expect(plainText(line?.mrkdwn ?? '', new Map(), line?.emoji)).toBe('a 🫎')
  })

  it('names everybody who is mentioned, once', () => {
    expect(mentionedIn('<@U1> <@U2|bo> <@U1> <#C1> <https://a.no>')).toEqual(['U1', 'U2'])
  })

  it('has no bracketed form of Slack’s left, whatever was written', () => {
    const part = fc.constantFrom(
      '<@U1>',
      '<#C1|a>',
      '<!channel>',
      '<https://a.no|x>',
      '*',
      '_',
      '`',
      ' ',
      'a',
      '\n',
      ':',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        expect(plainText(parts.join(''))).not.toMatch(/<[@#!][A-Za-z0-9]|[\ue000\ue001]/)
      }),
    )
  })

  it('of a long line full of marks takes no time', () => {
    const before = performance.now()
    for (const sign of ['*', '_', '*a ', '_a ', '<', ':', '`', '*a* ', '<@U1> '])
      plainText(sign.repeat(40_000 / sign.length))
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})

describe('a remark', () => {
  it.each([
    '// no',
    '  // no',
    '🔒 no',
    ':lock: no',
    '*// no*',
    '_:lock: no_',
    '&gt; // no',
    '• // no',
    '1. // no',
    '“// no”',
    '`// no`',
    '```// no```',
    '\u200b// no',
    '／／ no',
    ':lock_with_ink_pen: no',
    ':closed_lock_with_key: no',
    '~// no~',
    ':warning: // no',
    '👉 🔒 no',
    '→ // no',
    '… // no',
    '<@U1> // no',
    '<@U1|bo>, <@U2>: // no',
    '<!here> 🔒 no',
    '∕∕ no',
  ])('is %j', (mrkdwn) => {
    const plain = plainText(mrkdwn, new Map([['U1', 'Bo Berg']]))
    expect(remarkIn(plain, mrkdwn)).toBe('whole')
    expect(asRemark(plain)).toMatch(/^\s*(\/\/|🔒)/u)
  })

  it('in a later row keeps all of the line inside', () => {
    expect(remarkIn('Hi Kari\n// he is angry')).toBe('row')
    expect(remarkIn('Hi Kari\nBo Berg // he is angry', 'Hi Kari\n<@U1> // he is angry')).toBe('row')
    expect(remarkIn('Hi Kari\n\n  • 🔒 he is angry')).toBe('row')
  })

  it.each(['see https://a.no', 'either / or', 'a // b', 'it is locked 🔒', '10//12'])('is not %j', (text) => {
    expect(remarkIn(text)).toBe('none')
  })
})

describe('an event', () => {
  const line = { type: 'message', ts: '2.0', thread_ts: '1.0', channel: 'C1', user: 'U1', text: 'hei' }
  const other = (more: object) => readLine({ ...line, ...more }, 'U0')

  it('is a line when a person wrote it in a thread', () => {
    expect(other({})).toMatchObject({ kind: 'said', room: 'C1', thread: '1.0', ts: '2.0', user: 'U1', mrkdwn: 'hei' })
    expect(other({ subtype: 'thread_broadcast' })?.kind).toBe('said')
    const files = [
      { id: 'F1', name: 'a.pdf', size: 9 },
      { id: 'F2', mode: 'tombstone' },
      { id: 'F3', mode: 'hidden_by_limit' },
    ]
    expect(other({ subtype: 'file_share', files })?.files).toEqual([
      { reference: 'F1', name: 'a.pdf', sizeBytes: 9 },
      { reference: 'F3' },
    ])
  })

  it('is none when a bot, we ourselves or Slack wrote it, or outside of a thread', () => {
    for (const more of [
      { user: 'U0' },
      { bot_id: 'B1' },
      { user: undefined },
      { user: 'USLACKBOT' },
      { thread_ts: undefined },
      { thread_ts: '2.0' },
      { subtype: 'bot_message' },
      { subtype: 'channel_join' },
      { subtype: 'channel_topic' },
      { ts: 7 },
    ])
      expect(other(more), JSON.stringify(more)).toBeUndefined()
    expect(readLine('nonsense', 'U0')).toBeUndefined()
  })

  it('is a change only when the words changed: a link that shows a preview is none', () => {
    const changed = (message: object) =>
      readLine(
        { type: 'message', subtype: 'message_changed', channel: 'C1', ts: '3.0', message, previous_message: line },
        'U0',
      )
    // Slack's own mark of a change knows seconds only: two within one would be the same.
    expect(changed({ ...line, text: 'hallo', edited: { ts: '2.000000' } })).toMatchObject({
      kind: 'changed',
      changedTs: '3.0',
    })
    expect(changed({ ...line, text: 'hallo' })).toBeUndefined()
    expect(changed({ ...line, edited: { ts: '3.0' } })).toBeUndefined()
    expect(changed({ ...line, text: 'x', edited: { ts: '3.0' }, bot_id: 'B1' })).toBeUndefined()
  })

  it('is a deletion by what stood there before', () => {
    const deleted = { type: 'message', subtype: 'message_deleted', channel: 'C1', ts: '3.0', deleted_ts: '2.0' }
    expect(readLine({ ...deleted, previous_message: line }, 'U0')).toMatchObject({
      kind: 'deleted',
      ts: '2.0',
      user: 'U1',
    })
    expect(readLine(deleted, 'U0')).toBeUndefined()
  })

  it('tells its time to the microsecond, in the order in which things were said', () => {
    const [one, next] = [momentOfTs('1800000000.000123'), momentOfTs('1800000000.000124')]
    expect(next).toBeGreaterThan(one)
    expect(Math.floor(one)).toBe(1_800_000_000_000)
  })
})
