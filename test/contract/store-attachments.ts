// Contract: a message's files are stored with it or not at all, asked for until they are here, and given out only to
// whoever may see a message that shows them.

import { describe, expect, it } from 'vitest'
import { largestAttachmentBytes, mostAttachments } from '../../src/model/attachment.ts'
import { type Store, UnknownUpload } from '../../src/ports/store.ts'
import { storeOn } from '../../src/store/store.ts'
import { everything, faulty, noted, type OpenStore, read, reply, said, start, turnOf } from './store-samples.ts'

const bytes = Uint8Array.from([0, 255, 216, 39, 0])
const photo = { name: 'photo.png', type: 'image/png', bytes } as const

async function upload(store: Store, address = 'visitor') {
  const { id } = await store.conversationAt('web', address, start)
  return { conversationId: id, file: await store.keepUpload(id, photo, start.now) }
}

const afar = (...references: string[]) =>
  references.map((reference) => ({ reference, name: `${reference}.jpg`, sizeBytes: 5 }))

export function attachmentsContract(open: OpenStore): void {
  describe('attachments', () => {
    it('that were uploaded go with the message that names them, bytes and all', async () => {
      const opened = await open()
      const store = storeOn(opened.engine)
      const { conversationId, file } = await upload(store)
      expect(file).toEqual({ id: file.id, name: 'photo.png', state: 'kept', type: 'image/png', sizeBytes: 5 })
      expect(file.id).toMatch(/^f_[\w-]{22}$/)
      expect(await store.keptAttachment(conversationId, file.id, 'customer')).toBeUndefined()
      expect(await store.keptAttachment(conversationId, file.id, 'agent')).toBeUndefined()

      const message = said('x', { text: '', attachments: [{ id: file.id }] })
      await store.addMessage(message, start)
      expect((await store.addMessage(message, start)).outcome).toBe('duplicate')
      expect((await read(store, conversationId)).waiting[0]?.attachments).toEqual([file])
      expect(await store.transcript(conversationId, 0, 9)).toMatchObject([{ text: '', attachments: [file] }])

      const later = storeOn((await opened.reopen()).engine)
      for (const reader of ['customer', 'agent'] as const) {
        const kept = await later.keptAttachment(conversationId, file.id, reader)
        expect(kept).toMatchObject({ ...file, conversationId })
        expect(kept && [...kept.bytes]).toEqual([...bytes])
      }
      expect(await later.keptAttachment('c_other', file.id, 'agent')).toBeUndefined()
    })

    it('leave no trace of a message that names what is not its own', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const { file } = await upload(store, 'somebody else')
      const mine = await upload(store)
      await store.addMessage(said('first', { attachments: [{ id: mine.file.id }] }), start)
      const fresh = await upload(store)
      const before = await everything(engine)
      for (const ids of [['f_none'], [file.id], [mine.file.id], [fresh.file.id, fresh.file.id], [fresh.file.id, '']]) {
        const attachments = ids.map((id) => ({ id }))
        await expect(store.addMessage(said('x', { attachments }), start)).rejects.toThrow(UnknownUpload)
        expect(await everything(engine)).toEqual(before)
      }
      const added = await store.addMessage(said('x', { attachments: [{ id: fresh.file.id }] }), start)
      expect(added.outcome).toBe('new')
    })

    it('make another message of a known id', async () => {
      const store = storeOn((await open()).engine)
      const [one, two] = [await upload(store), await upload(store)]
      await store.addMessage(said('x', { attachments: [{ id: one.file.id }] }), start)
      for (const attachments of [[], [{ id: two.file.id }], [{ id: one.file.id }, { id: two.file.id }]])
        expect((await store.addMessage(said('x', { attachments }), start)).outcome).toBe('conflict')
    })

    it('at a far side are stored once with their message, and what cannot be taken is refused at once', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const tooLarge = { reference: 'big', sizeBytes: largestAttachmentBytes + 1 }
      const attachments = [...afar('1', '2', '3', '4'), tooLarge, ...afar('6')]
      const message = said('x', { text: '', attachments })
      const { conversationId } = await store.addMessage(message, start)
      expect((await store.addMessage(message, start)).outcome).toBe('duplicate')
      expect((await everything(engine))['attachments']).toHaveLength(mostAttachments + 1)
      const [shown] = await store.transcript(conversationId, 0, 9)
      expect(shown?.attachments?.map(({ name, state, problem }) => [name, state, problem])).toEqual([
        ...['1.jpg', '2.jpg', '3.jpg', '4.jpg'].map((name) => [name, 'waiting', undefined]),
        ['file', 'refused', 'too-large'],
        ['6.jpg', 'refused', 'too-many'],
      ])
      const due = await store.dueAttachments(start.now, 9)
      expect(due.map(({ reference }) => reference).sort()).toEqual(['1', '2', '3', '4'])
      expect(due[0]).toMatchObject({ conversationId, from: 'web', since: start.now, attempts: 0 })
    })

    it('are asked for again when their time has come, longest due first', async () => {
      const store = storeOn((await open()).engine)
      await store.addMessage(said('x', { attachments: afar('1', '2') }), start)
      expect(await store.dueAttachments(start.now - 1, 9)).toEqual([])
      const [first] = await store.dueAttachments(start.now, 1)
      await store.endAttachment(first?.id ?? '', { kind: 'retry', atMs: start.now + 100 })
      expect(await store.dueAttachments(start.now + 99, 9)).toHaveLength(1)
      expect(await store.dueAttachments(start.now + 100, 9)).toMatchObject([{ attempts: 0 }, { attempts: 1 }])
    })

    it('end once: kept or refused, and stay so', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const { conversationId: id } = await store.addMessage(said('x', { attachments: afar('1', '2') }), start)
      const ids = (await store.transcript(id, 0, 1)).flatMap(({ attachments = [] }) =>
        attachments.map((file) => file.id),
      )
      const [one = '', two = ''] = ids
      await store.endAttachment(one, { kind: 'kept', type: 'application/pdf', bytes })
      await store.endAttachment(two, { kind: 'refused', problem: 'type' })
      const before = await everything(engine)
      for (const file of [one, two]) {
        await store.endAttachment(file, { kind: 'refused', problem: 'gone' })
        await store.endAttachment(file, { kind: 'retry', atMs: start.now })
        await store.endAttachment(file, { kind: 'kept', type: 'image/gif', bytes: Uint8Array.of(1) })
      }
      expect(await everything(engine)).toEqual(before)
      expect(await store.attachments([two, 'f_none', one])).toEqual([
        { id: two, name: '2.jpg', state: 'refused', sizeBytes: 5, problem: 'type' },
        { id: one, name: '1.jpg.pdf', state: 'kept', type: 'application/pdf', sizeBytes: 5 },
      ])
      expect(await store.dueAttachments(start.now, 9)).toEqual([])
      expect(await store.keptAttachment(id, two, 'agent')).toBeUndefined()
    })

    it('of any size come back byte for byte, also after a try that was cut off', async () => {
      const { engine } = await open()
      const broken = faulty(engine)
      const { store } = broken
      const large = Uint8Array.from({ length: 1_300_000 }, (_, index) => index % 251)
      const { conversationId: id } = await store.addMessage(said('x', { attachments: afar('1') }), start)
      const [due] = await store.dueAttachments(start.now, 1)
      const fileId = due?.id ?? ''
      broken.failAt(3)
      await expect(
        store.endAttachment(fileId, { kind: 'kept', type: 'image/png', bytes: Uint8Array.from([...large, ...large]) }),
      ).rejects.toThrow('injected')
      expect(await store.keptAttachment(id, fileId, 'agent')).toBeUndefined()
      await store.endAttachment(fileId, { kind: 'kept', type: 'image/png', bytes: large })
      const kept = await store.keptAttachment(id, fileId, 'agent')
      expect(kept && Buffer.compare(kept.bytes, large)).toBe(0)
      expect((await everything(engine))['attachment_bytes']).toHaveLength(3)
    })

    it('that were refused are told of by one turn, and an agent’s by none', async () => {
      const store = storeOn((await open()).engine)
      const many = Array.from({ length: mostAttachments + 1 }, (_, index) => `${index}`)
      const { conversationId: id } = await store.addMessage(said('x', { attachments: afar(...many) }), start)
      const command = { ...noted('s', id, 'say'), attachments: afar(...many) }
      await store.addMessage(command, start)
      const first = await read(store, id)
      expect(first.refused).toMatchObject([{ name: '5.jpg', problem: 'too-many' }])
      await store.saveTurn(turnOf(first, { told: first.refused?.map((file) => file.id) ?? [] }))
      expect((await read(store, id)).refused).toBeUndefined()
      expect(await store.dueConversations(start.now, 9)).toEqual([])
      for (const file of await store.dueAttachments(start.now, 20))
        await store.endAttachment(file.id, { kind: 'refused', problem: 'gone' })
      expect(await store.dueConversations(start.now, 9)).toEqual([id])
      expect((await read(store, id)).refused).toHaveLength(mostAttachments)
    })

    it('hold back the reply that brings them, and all behind it, until they are here or refused', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      const command = { ...noted('s', id, 'say'), attachments: afar('1') }
      await store.addMessage(command, start)
      const state = await read(store, id)
      const ids = state.waiting.flatMap(({ attachments = [] }) => attachments.map((file) => file.id))
      const relay = { ...reply('see'), author: { kind: 'agent' }, relays: 's', attachments: ids } as const
      await store.saveTurn(turnOf(state, { replies: [relay, reply('more')] }))
      expect(await store.dueDeliveries(start.now, 9)).toEqual([])
      expect(await store.dueDeliveries(start.now, 9, id)).toEqual([])
      await store.endAttachment(ids[0] ?? '', { kind: 'kept', type: 'image/png', bytes })
      for (const due of [await store.dueDeliveries(start.now, 9), await store.dueDeliveries(start.now, 9, id)])
        expect(due).toMatchObject([{ message: { text: 'see', attachments: [{ id: ids[0], state: 'kept' }] } }])
      expect(await store.deliveredAs(id, 's')).toMatchObject([{ files: 1, externalIds: [] }])
      const end = { kind: 'delivered', externalIds: ['1'], code: 'file-not-shown' } as const
      await store.endDelivery(`${id}.1.1`, end, start.now)
      const shown = (await store.deskTranscript(id, 0, 9)).map(({ reply }) => reply?.deliveryError)
      expect(shown).toEqual([undefined, 'file-not-shown', undefined])
    })

    it('of an agent’s line are the customer’s once a reply brings them, and never those of a note', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      const [note, line] = [(await upload(store)).file, (await upload(store)).file]
      await store.addMessage({ ...noted('n', id), attachments: [{ id: note.id }] }, start)
      await store.addMessage({ ...noted('s', id, 'say'), attachments: [{ id: line.id }] }, start)
      for (const file of [note, line]) {
        expect(await store.keptAttachment(id, file.id, 'customer')).toBeUndefined()
        expect(await store.keptAttachment(id, file.id, 'agent')).toMatchObject({ id: file.id })
      }
      const relay = { ...reply(''), attachments: [line.id] }
      await store.saveTurn(turnOf(await read(store, id), { replies: [relay] }))
      expect(await store.keptAttachment(id, line.id, 'customer')).toMatchObject({ id: line.id })
      expect(await store.keptAttachment(id, note.id, 'customer')).toBeUndefined()
      const [delivery] = await store.dueDeliveries(start.now, 9)
      expect(delivery?.message.attachments).toEqual([line])
      expect(JSON.stringify(await store.transcript(id, 0, 9))).not.toContain(note.id)
      expect((await store.deskTranscript(id, 0, 9)).map(({ attachments }) => attachments?.[0]?.id)).toEqual([
        undefined,
        note.id,
        line.id,
      ])
    })

    it('that no message named go after a while, and no others', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const { conversationId, file } = await upload(store)
      await upload(store)
      await store.addMessage(said('x', { attachments: [{ id: file.id }, ...afar('1')] }), start)
      expect(await store.sweepUploads(start.now)).toBe(0)
      expect(await store.sweepUploads(start.now + 1)).toBe(1)
      expect(await store.keptAttachment(conversationId, file.id, 'customer')).toBeDefined()
      expect((await everything(engine))['attachment_bytes']).toHaveLength(1)
    })

    it('are stored with their message or not at all, whichever statement failed', async () => {
      const { engine } = await open()
      const broken = faulty(engine)
      const { file } = await upload(broken.store)
      const message = said('x', { attachments: [{ id: file.id }, ...afar('1')] })
      const before = await everything(engine)
      let statements = 0
      for (let n = 1; ; n++) {
        broken.failAt(n)
        const stored = await broken.store.addMessage(message, start).then(
          () => true,
          () => false,
        )
        if (stored) break
        statements = n
        expect(await everything(engine)).toEqual(before)
      }
      expect(statements).toBeGreaterThan(4)
    })
  })
}
