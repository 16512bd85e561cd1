// Files between us and Telegram: what customers send is fetched by its reference, and what agents send is uploaded.

import { afterAll, describe, expect, it } from 'vitest'
import { telegram } from '../../../adapters/telegram/index.ts'
import { readUpdate } from '../../../adapters/telegram/update.ts'
import { startTelegramServer } from '../../../src/commands/simulated-telegram/server.ts'
import { largestAttachmentBytes } from '../../../src/model/attachment.ts'
import { languages } from '../../../src/model/language.ts'
import { ChannelError, type FittedReply } from '../../../src/ports/channel.ts'
import { jpeg, mp4, pdf, png } from '../../telegram-server/file-samples.ts'

const server = await startTelegramServer()
afterAll(() => server.stop())
const settings = { token: server.token, secret: 's', webhook: 'https://desk.example', apiRoot: server.url }
const channel = telegram(settings, languages)

/** What the newest update is to us. */
const heard = () => readUpdate(server.queue.made.at(-1), '1', languages).message

const fetched = (reference: string, limitBytes = largestAttachmentBytes) => channel.fetch?.(reference, limitBytes)

function sends(type: 'image/png' | 'image/jpeg' | 'image/gif' | 'application/pdf', bytes: Uint8Array, name: string) {
  const kim = server.customer()
  const file = { id: 'f1', name, type, bytes }
  const reply: FittedReply = { id: 'r1', author: { kind: 'agent' }, kind: 'relay', language: 'en', text: '', file }
  return { kim, sent: channel.send(reply, String(kim.id)) }
}

describe('files from customers', () => {
  it('are named with their words: a photo by its largest size', () => {
    const kim = server.customer()
    kim.sendsFile({ kind: 'photo', bytes: jpeg(1280, 960) }, { caption: 'It is broken' })
    const [file] = heard()?.attachments ?? []
    expect(heard()).toMatchObject({
      text: 'It is broken',
      attachments: [{ name: 'photo.jpg', sizeBytes: jpeg(1280, 960).length }],
    })
    expect(file && 'reference' in file && server.files.bytesOf(file.reference)).toEqual(jpeg(1280, 960))
  })

  it.for<['document' | 'video' | 'animation' | 'video_note', string | undefined]>([
    ['document', 'receipt.pdf'],
    ['video', undefined],
    ['animation', 'jump.mp4'],
    ['video_note', undefined],
  ])('without words have none: a %s', ([kind, name]) => {
    server.customer().sendsFile({ kind, bytes: mp4, ...(name === undefined ? {} : { name }) })
    expect(heard()).toMatchObject({ text: '', attachments: [{ sizeBytes: mp4.length }] })
    expect(heard()?.attachments).toHaveLength(1)
    expect(heard()?.attachments?.[0]).toHaveProperty('reference')
    expect(heard()?.attachments?.map((file) => ('name' in file ? file.name : undefined))).toEqual([name])
  })

  it('are the largest size of a photo that is taken, where the largest is too large', () => {
    const size = (file_id: string, file_size: number) => ({ file_id, file_size, width: 1, height: 1 })
    server.customer().sends({ photo: [size('large', largestAttachmentBytes + 1), size('mid', 9), size('small', 3)] })
    expect(heard()?.attachments).toMatchObject([{ reference: 'mid', sizeBytes: 9 }])
    server.customer().sends({ photo: [size('large', largestAttachmentBytes + 1)] })
    expect(heard()?.attachments).toMatchObject([{ reference: 'large' }])
  })

  it('of an album are messages of their own', () => {
    server.customer().sendsAlbum([1, 2].map(() => ({ kind: 'photo', bytes: jpeg(640, 480) })))
    const [first, second] = server.queue.made.slice(-2).map((update) => readUpdate(update, '1', languages).message)
    expect(first?.externalId).not.toBe(second?.externalId)
    expect([first, second].map((message) => message?.attachments?.length)).toEqual([1, 1])
  })

  it('come once: a changed caption brings only its words', () => {
    const kim = server.customer()
    const id = kim.sendsFile({ kind: 'document', bytes: pdf, name: 'a.pdf' }, { caption: 'one' })
    kim.edits(id, 'two')
    expect(heard()).toMatchObject({ text: 'two' })
    expect(heard()?.attachments).toBeUndefined()
  })

  it('that Telegram describes in a way we do not know cost nobody their words', () => {
    server.customer().sends({ document: { file_id: 7 }, photo: 'strange', caption: 'Help' })
    expect(heard()).toMatchObject({ text: 'Help' })
    expect(heard()?.attachments).toBeUndefined()
  })
})

describe('fetching', () => {
  const keep = (bytes: Uint8Array) => server.files.keep('documents', bytes).file_id

  it('gives the very bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251))
    expect(Buffer.compare((await fetched(keep(bytes))) ?? new Uint8Array(), bytes)).toBe(0)
    expect(await fetched(keep(bytes), bytes.length)).toHaveLength(bytes.length)
  })

  it('reads no more than is wanted, whatever Telegram said of the size', async () => {
    const bytes = Buffer.alloc(100_000)
    await expect(fetched(keep(bytes), 99_999)).rejects.toMatchObject({ code: 'too-large' })
    const { getFile } = server.files
    const id = keep(bytes)
    server.lie('getFile', (result) => ({ ...(result as ReturnType<typeof getFile>), file_size: 1 }))
    await expect(fetched(id, 99_999)).rejects.toMatchObject({ code: 'too-large' })
    await expect(fetched(keep(Buffer.alloc(20_000_001)))).rejects.toMatchObject({ code: 'too-large' })
  })

  it('may be tried again where Telegram cannot give it for a while', async () => {
    const id = keep(pdf)
    server.files.setAway(id, true)
    await expect(fetched(id)).rejects.toMatchObject({ code: 'unreachable' })
    server.files.setAway(id, false)
    for (const fault of ['cut', 502] as const) {
      server.fail('file', fault)
      await expect(fetched(id)).rejects.toMatchObject({ code: 'unreachable' })
    }
    expect(await fetched(id)).toEqual(pdf)
  })

  it('lets neither token nor reference into an error', async () => {
    const id = keep(pdf)
    const errors: unknown[] = []
    for (const fault of ['cut', 502] as const) {
      server.fail('file', fault)
      errors.push(await fetched(id)?.catch((error: unknown) => error))
    }
    server.fail('getFile', 'cut')
    errors.push(await fetched(id)?.catch((error: unknown) => error))
    const nowhere = telegram({ ...settings, apiRoot: 'http://127.0.0.1:9' }, ['en'])
    errors.push(await nowhere.fetch?.(id, 9).catch((error: unknown) => error))
    server.lie('getFile', () => ({ file_path: 'http://elsewhere.example:99999/x' }))
    errors.push(await fetched(id)?.catch((error: unknown) => error))
    expect(errors).toHaveLength(5)
    for (const error of errors) {
      expect(error).toBeInstanceOf(ChannelError)
      const said = `${(error as Error).message} ${(error as Error).stack} ${inspected(error)}`
      expect(said).not.toContain(settings.token)
      expect(said).not.toContain(id)
    }
  })
})

const inspected = (error: unknown) => JSON.stringify(error, [...Object.getOwnPropertyNames(error), 'description'])

describe('files to customers', () => {
  it('are photos where Telegram takes them as such', async () => {
    const { kim, sent } = sends('image/jpeg', jpeg(640, 480), 'shelf.jpg')
    expect((await sent).externalId).toBe(String(kim.reads()[0]?.message_id))
    expect(kim.reads()).toMatchObject([{ photo: [{}, {}, { width: 640, height: 480 }] }])
  })

  it.for<[string, Buffer]>([
    ['too long', png(9000, 100)],
    ['too wide and high', png(9000, 9000)],
    ['not what it says', Buffer.from('no picture at all')],
    ['too heavy', Buffer.concat([png(10, 10), Buffer.alloc(largestAttachmentBytes)])],
  ])('are documents where a picture is %s', async ([, bytes]) => {
    const { kim, sent } = sends('image/png', bytes, 'map.png')
    await sent
    expect(kim.reads()).toMatchObject([{ document: { file_name: 'map.png', file_size: bytes.length } }])
  })

  it('keep their names and their very bytes', async () => {
    const name = 'Kvittering for ærlige kjøp, nr. 7 – 二.pdf'
    const { kim, sent } = sends('application/pdf', pdf, name)
    await sent
    const [{ document } = {}] = kim.reads()
    expect(document?.file_name).toBe(name)
    expect(server.files.bytesOf(document?.file_id ?? '')).toEqual(pdf)
  })

  it('are taken back as any message is', async () => {
    const { kim, sent } = sends('application/pdf', pdf, 'wrong.pdf')
    await channel.withdraw?.((await sent).externalId, String(kim.id))
    expect(kim.reads()).toEqual([])
  })

  it('end with our codes where Telegram refuses', async () => {
    const heavy = sends('application/pdf', Buffer.alloc(50_000_001, 1), 'film.pdf')
    await expect(heavy.sent).rejects.toMatchObject({ code: 'too-large' })
    const blocked = server.customer()
    blocked.blocks()
    const file = { id: 'f1', name: 'a.png', type: 'image/png', bytes: png(9, 9) } as const
    const reply: FittedReply = { id: 'r1', author: { kind: 'agent' }, kind: 'relay', language: 'en', text: '', file }
    await expect(channel.send(reply, String(blocked.id))).rejects.toMatchObject({ code: 'gone' })
    server.fail('sendDocument', 'cut')
    await expect(sends('application/pdf', pdf, 'a.pdf').sent).rejects.toMatchObject({ code: 'doubtful' })
  })
})
