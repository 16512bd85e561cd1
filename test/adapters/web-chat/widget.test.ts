// The widget's conversation without a browser: order, once only, new beginnings, words.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accentShades, contrast } from '../../../adapters/web-chat/widget/accent.ts'
import { AnswerError } from '../../../adapters/web-chat/widget/answer-error.ts'
import type { ChatApi } from '../../../adapters/web-chat/widget/api.ts'
import { type Chat, newChat } from '../../../adapters/web-chat/widget/chat.ts'
import type { Keeping } from '../../../adapters/web-chat/widget/keeping.ts'
import { chooseLanguage } from '../../../adapters/web-chat/widget/language.ts'
import { textParts } from '../../../adapters/web-chat/widget/links.ts'
import type { LiveDeps } from '../../../adapters/web-chat/widget/live.ts'
import { liveChoices, unreadCount, withLines } from '../../../adapters/web-chat/widget/view.ts'
import { words } from '../../../adapters/web-chat/widget/words.ts'
import type { ChatMessage, ChatOpened, ChatPost } from '../../../src/model/api.ts'
import { languages } from '../../../src/model/language.ts'

describe('the chat', () => {
  it('sends in order and each thing once, whatever the network loses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('ok', 'request lost', 'answer lost'), { maxLength: 40 }),
        async (fates) => {
          const world = newWorld(fates)
          await world.chat.start()
          const said = ['one', 'two', 'three', 'four']
          for (const text of said) world.chat.say(text)
          for (let again = 0; again < 12; again++) {
            await world.settle()
            world.chat.retry()
            world.deliver()
            world.deliver()
          }
          await world.settle()
          expect(world.stored.map(({ text }) => text)).toEqual(said)
          expect(world.chat.view().lines.map(({ text }) => text)).toEqual(said)
          expect(world.chat.view().pending).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('shows what could not be sent, and sends it again under the same id', async () => {
    const world = newWorld(Array.from({ length: 5 }, () => 'answer lost'))
    await world.chat.start()
    world.chat.say('hei')
    await world.settle()
    expect(world.chat.view().pending).toMatchObject([{ shown: 'hei', state: 'failed' }])
    world.chat.retry()
    await world.settle()
    expect(world.chat.view().pending).toEqual([])
    expect(world.stored).toHaveLength(1)
  })

  it('begins anew when its key is no longer good, says so, and sends what waited', async () => {
    const world = newWorld([])
    await world.chat.start()
    world.chat.say('first')
    await world.settle()
    world.forget()
    world.chat.say('second')
    await world.settle()
    const view = world.chat.view()
    expect(view.restarted).toBe(true)
    expect(view.lines.map(({ text }) => text)).toEqual(['second'])
    expect(world.opened()).toBe(2)
  })

  it('sends unsent lines of before a reload, once', async () => {
    const before = newWorld(Array.from({ length: 5 }, () => 'answer lost'))
    await before.chat.start()
    before.chat.say('hei')
    await before.settle()
    const after = before.reload()
    await after.start()
    await before.settle()
    expect(before.stored).toHaveLength(1)
    expect(after.view().pending).toEqual([])
  })

  const file = (name: string, bytes = 'x') => new File([bytes], name)
  const chosenIn = ({ chat }: ReturnType<typeof newWorld>) =>
    chat.view().chosen.map(({ name, file: kept, problem }) => `${name} ${problem ?? (kept ? 'here' : 'on its way')}`)

  it('sends files with the next line, words or none, once', async () => {
    const world = newWorld([])
    await world.chat.start()
    world.chat.attach([file('a.png'), file('b.png')])
    expect(chosenIn(world)).toEqual(['a.png on its way', 'b.png on its way'])
    await world.settle()
    expect(chosenIn(world)).toEqual(['a.png here', 'b.png here'])
    world.chat.say('')
    await world.settle()
    world.chat.say('and words')
    await world.settle()
    expect(world.posts).toMatchObject([{ text: '', attachments: ['f_a.png', 'f_b.png'] }, { text: 'and words' }])
    expect(world.posts[1]?.attachments).toBeUndefined()
    expect(world.chat.view().lines[0]?.attachments?.map(({ name }) => name)).toEqual(['a.png', 'b.png'])
    expect(chosenIn(world)).toEqual([])
  })

  it('says why a file does not go, and sends the others', async () => {
    const world = newWorld(['415', '413', '400', 'lost'])
    await world.chat.start()
    world.chat.attach([file('a'), file('b'), file('c'), file('d'), file('e'), file('empty', ''), file('f')])
    await world.settle()
    const known = ['a type', 'b too-large', 'c empty', 'd failed', 'e here', 'empty empty', 'f too-many']
    expect(chosenIn(world)).toEqual(known)
    world.chat.detach(world.chat.view().chosen[0]?.key ?? '')
    expect(chosenIn(world)).toEqual(known.slice(1))
    world.chat.say('look')
    await world.settle()
    expect(world.posts).toMatchObject([{ text: 'look', attachments: ['f_e'] }])
  })

  it('shows what came of a file that was on its way', async () => {
    const world = newWorld([])
    const line = { position: 1, id: 'm', author: 'agent', text: '', language: 'en', at: 0 } as const
    const view = world.chat.view()
    const waiting = withLines(view, [{ ...line, attachments: [{ id: 'f', name: 'a', state: 'waiting' }] }])
    const kept = withLines(waiting, [{ ...line, attachments: [{ id: 'f', name: 'a.png', state: 'kept' }] }])
    expect(kept.lines).toMatchObject([{ position: 1, attachments: [{ state: 'kept' }] }])
  })

  it('tells nobody of a language that is chosen before the first line, and everybody after it', async () => {
    const world = newWorld([])
    await world.chat.start()
    world.chat.chooseLanguage('fi')
    await world.settle()
    expect(world.stored).toEqual([])
    world.chat.say('moi')
    await world.settle()
    world.chat.chooseLanguage('sv')
    await world.settle()
    expect(world.posts.map(({ text, choice, language }) => text ?? `${choice} ${language}`)).toEqual([
      'moi',
      'language:sv sv',
    ])
    expect(world.posts[0]?.language).toBe('fi')
  })

  it('offers the buttons of the replies since the visitor spoke, and counts what was not read', async () => {
    const world = newWorld([])
    await world.chat.start()
    world.reply([{ label: 'Yes', value: 'yes' }])
    world.deliver()
    expect([...liveChoices(world.chat.view())]).toEqual([1])
    expect(unreadCount(world.chat.view())).toBe(1)
    world.chat.markSeen()
    expect(unreadCount(world.chat.view())).toBe(0)
    world.chat.press('yes', 'Yes')
    expect([...liveChoices(world.chat.view())]).toEqual([])
    await world.settle()
    expect([...liveChoices(world.chat.view())]).toEqual([])
  })

  it('takes buttons back when an agent writes or has the case, and offers those that come after', () => {
    const line = { id: 'm', text: '', language: 'en', at: 0 } as const
    const choices = [{ label: 'Yes', value: 'yes' }]
    const asked: ChatMessage = { ...line, position: 1, author: 'bot', choices }
    const wrote: ChatMessage = { ...line, position: 2, author: 'agent' }
    const survey: ChatMessage = { ...line, position: 3, author: 'bot', choices }
    const view = newWorld([]).chat.view()
    const live = (lines: readonly ChatMessage[], handler: 'bot' | 'waiting' | 'agent') => [
      ...liveChoices({ ...view, lines, state: { language: 'en', handler, working: false } }),
    ]
    expect(live([asked], 'waiting')).toEqual([1])
    expect(live([asked], 'agent')).toEqual([])
    expect(live([asked, wrote], 'bot')).toEqual([])
    expect(live([asked, wrote, survey], 'bot')).toEqual([3])
  })
})

describe('textParts', () => {
  const hrefs = (text: string) => textParts(text).flatMap(({ href }) => href ?? [])

  it('links http, https and mail addresses, without the sentence around them', () => {
    expect(hrefs('Se https://villvind.example/a?b=1. (http://x.example/y)')).toEqual([
      'https://villvind.example/a?b=1',
      'http://x.example/y',
    ])
    expect(hrefs('skriv til hello@villvind.example!')).toEqual(['mailto:hello@villvind.example'])
  })

  it('links nothing else', () => {
    expect(hrefs('javascript:alert(1) data:text/html,x file:///etc vbscript:x //evil.example')).toEqual([])
  })

  it('keeps every character of any text, and only safe links', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.webUrl(), (text, url) => {
        const whole = `${text} ${url} ${text}`
        const parts = textParts(whole)
        expect(parts.map((part) => part.text).join('')).toBe(whole)
        for (const { href } of parts) if (href !== undefined) expect(href).toMatch(/^(https?|mailto):/)
      }),
    )
  })
})

describe('looks and words', () => {
  it('keeps 4.5:1 for any accent on either theme', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
        const shades = accentShades(`#${number.toString(16).padStart(6, '0')}`)
        expect(contrast(shades?.light ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
        expect(contrast(shades?.dark ?? '', '#171a1e')).toBeGreaterThanOrEqual(4.5)
        expect(contrast(shades?.dark ?? '', '#10201b')).toBeGreaterThanOrEqual(4.5)
      }),
    )
    expect(accentShades('red; background: url(x)')).toBeUndefined()
  })

  it('speaks the language of tag, page and browser in that order; all Norwegian is nb', () => {
    expect(chooseLanguage([undefined, 'no', 'en'])).toBe('nb')
    expect(chooseLanguage(['', 'nn-NO'])).toBe('nb')
    expect(chooseLanguage(['de', 'sv_SE'])).toBe('sv')
    expect(chooseLanguage(['de'])).toBe('en')
  })

  it('has every word in every language', () => {
    for (const language of languages) {
      for (const [name, value] of Object.entries(words[language])) {
        const text = typeof value === 'function' ? value('7') : value
        expect(text.trim(), `${language}.${name}`).not.toBe('')
      }
    }
  })
})

/** A server that loses requests and answers as told, and a browser's memory. */
function newWorld(fates: string[]) {
  const stored: (ChatMessage & { clientId: string })[] = []
  const posts: ChatPost[] = []
  let valid: string | undefined
  let openings = 0
  let live: LiveDeps | undefined
  let at = 0

  const guarded = (token: string) => {
    if (token !== valid) throw new AnswerError(401, undefined)
  }
  const api: ChatApi = {
    profile: async () => ({ shopName: 'Villvind', languages, accent: '#1f5c57', longestText: 4000 }),
    async open() {
      valid = `token ${++openings}`
      return { token: valid, expiresAt: 0, conversationId: 'c' }
    },
    async history(token, after) {
      guarded(token)
      const messages = stored.filter((line) => line.position > after)
      return { messages, more: false, state: { language: 'en', handler: 'bot', working: false } }
    },
    async post(token, post) {
      guarded(token)
      const fate = fates.shift() ?? 'ok'
      if (fate === 'request lost') throw new TypeError('network')
      let line = stored.find(({ clientId }) => clientId === post.id)
      const outcome = line === undefined ? 'new' : 'duplicate'
      if (line === undefined) {
        line = newLine(post)
        posts.push(post)
        stored.push(line)
      }
      if (fate === 'answer lost') throw new TypeError('network')
      return { id: line.id, position: line.position, receivedAt: line.at, outcome }
    },
    async seen() {},
    carryOn: async () => ({ url: 'https://t.me/shop_bot?start=x', lastsMs: 0, qr: { size: 1, path: '' } }),
    upload: async (token, file) => {
      guarded(token)
      const fate = fates.shift() ?? 'ok'
      if (fate !== 'ok') throw fate === 'lost' ? new TypeError('network') : new AnswerError(Number(fate), undefined)
      return { id: `f_${file.name}`, name: file.name, state: 'kept', type: 'image/png', sizeBytes: file.size }
    },
    file: async () => new Blob(),
    stream: async () => new ReadableStream(),
  }
  const newLine = (post: ChatPost) => ({
    position: stored.length + 1,
    id: `m${stored.length + 1}`,
    clientId: post.id,
    author: 'customer' as const,
    text: post.text ?? '',
    language: 'en' as const,
    at: 0,
  })
  const keeping = newKeeping()
  const makeChat = (): Chat =>
    newChat({
      api,
      keeping,
      follow(deps) {
        live = deps
        return () => {}
      },
      pause: async () => {},
      newId: () => `id-${++at}`,
      language: 'en',
    })
  return {
    chat: makeChat(),
    reload: makeChat,
    stored,
    posts,
    opened: () => openings,
    forget() {
      valid = undefined
      stored.length = 0
    },
    reply(choices: ChatMessage['choices'] & object) {
      stored.push({ ...newLine({ id: 'bot' }), author: 'bot', text: 'Well?', choices } as never)
    },
    /** The stream brings everything, however often it was brought before. */
    deliver() {
      for (const line of stored) live?.message(line)
    },
    async settle() {
      for (let turn = 0; turn < 120; turn++) await Promise.resolve()
    },
  }
}

function newKeeping(): Keeping {
  let key: ChatOpened | undefined
  let seen = 0
  let pending: ReturnType<Keeping['pending']> = []
  return {
    key: () => key,
    keepKey: (next) => {
      key = next
    },
    seen: () => seen,
    keepSeen: (position) => {
      seen = position
    },
    language: () => undefined,
    keepLanguage: () => {},
    pending: () => pending,
    keepPending: (next) => {
      pending = next
    },
    keepOpen: () => {},
    onSeenElsewhere: () => () => {},
  }
}
