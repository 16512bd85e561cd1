// A customer in Telegram: what they write and press goes to the shop's door as Telegram posts it, and what they see
// stands in their chat.

import type { Language } from '../../model/language.ts'
import { type Medium, type Seen, untilTaken } from './media.ts'
import type { Scene } from './scene.ts'

/** Has Telegram post at the door what its people do. Each update is posted until it is taken. */
export function connectTelegram(scene: Scene): void {
  const { telegram, time } = scene
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': telegram.settings.secret }
  telegram.deliver(async (update) => {
    const body = Buffer.from(JSON.stringify(update))
    let answer = ''
    await untilTaken(scene, async () => {
      const request = { method: 'POST', url: '/telegram', headers, body, remoteAddress: '127.0.0.1' }
      answer = await scene.receive('telegram', { ...request, receivedAt: time.now() })
    })
    return answer
  })
}

/** A phone with Telegram in the customer's language. */
export async function phone(scene: Scene, name: string, language: Language): Promise<Medium> {
  const person = scene.telegram.customer({ first_name: name, language_code: language })
  let read = 0
  return {
    ...{ channel: 'telegram', address: String(person.id) },
    async says(said) {
      if ('choice' in said) person.presses(said.label)
      else person.says(said.text)
    },
    async sees() {
      const fresh = person.reads().slice(read)
      read += fresh.length
      return fresh.map((message): Seen => {
        const text = message.text ?? message.caption ?? ''
        const buttons = message.reply_markup?.inline_keyboard.flat() ?? []
        const choices = buttons.map(({ text: label, callback_data: value = '' }) => ({ label, value }))
        // A chat shows no kinds: people see a question by its mark, and a person by the name at the front.
        const kind = choices.length === 0 && text.trimEnd().endsWith('?') ? 'question' : 'answer'
        return { by: 'bot', kind, text, choices }
      })
    },
    onNews: (heard) => {
      let known = 0
      scene.telegram.onChange(() => {
        const count = person.reads().length
        if (count > known) heard()
        known = count
      })
    },
  }
}
