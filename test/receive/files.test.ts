// Files over HTTP, both ways: checked by content while they come in, given out only to whoever may see their line.

import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attachment } from '../../src/model/attachment.ts'
import { exif, gif, jpeg, pdf, png, text } from '../files/samples.ts'
import { jsonPost, startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

type Refused = { readonly error: { readonly code: string; readonly message: string } }

function send(path: string, headers: Record<string, string>, bytes: Uint8Array, type = 'application/octet-stream') {
  const body = Buffer.from(bytes)
  return fetch(world.url + path, { method: 'POST', headers: { ...headers, 'content-type': type }, body })
}

async function upload(headers: Record<string, string>, bytes: Uint8Array, name = 'photo.png'): Promise<Attachment> {
  const response = await send(`/chat/files?name=${encodeURIComponent(name)}`, headers, bytes)
  expect(response.status).toBe(201)
  return (await response.json()) as Attachment
}

const say = (headers: Record<string, string>, body: object) => {
  const post = jsonPost(body)
  return fetch(`${world.url}/chat/messages`, { ...post, headers: { ...post.headers, ...headers } })
}

const get = (path: string, headers: Record<string, string>) => fetch(world.url + path, { headers })

describe('a visitor’s file', () => {
  it('goes with a message that may have no words, and comes back as it was', async () => {
    const { headers } = await world.visitor()
    const file = await upload(headers, png(), '..\\..\\evil\u202Egnp.exe')
    expect(file).toEqual({
      id: file.id,
      name: 'evilgnp.exe.png',
      state: 'kept',
      type: 'image/png',
      sizeBytes: png().length,
    })
    expect((await get(`/chat/files/${file.id}`, headers)).status).toBe(404)
    for (const outcome of ['new', 'duplicate']) {
      const said = await say(headers, { id: 'm1', attachments: [file.id] })
      expect(await said.json()).toMatchObject({ outcome })
    }
    const history = await (await get('/chat/messages', headers)).json()
    expect(history.messages).toMatchObject([{ text: '', attachments: [file] }])

    const given = await get(`/chat/files/${file.id}`, headers)
    expect([...new Uint8Array(await given.arrayBuffer())]).toEqual([...png()])
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': "inline; filename*=UTF-8''evilgnp.exe.png",
      'cache-control': 'no-store',
    })
  })

  it('is saved and not shown where it is no picture', async () => {
    const { headers } = await world.visitor()
    const file = await upload(headers, pdf, "Kvittering 'nr' 1.pdf")
    await say(headers, { id: 'm1', text: 'Here', attachments: [file.id] })
    const given = await get(`/chat/files/${file.id}`, headers)
    expect(given.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Kvittering%20%27nr%27%201.pdf")
  })

  it('comes without what a camera wrote', async () => {
    const { headers } = await world.visitor()
    const file = await upload(headers, jpeg([exif(6, 'SECRET')]))
    await say(headers, { id: 'm1', text: 'Here', attachments: [file.id] })
    const bytes = Buffer.from(await (await get(`/chat/files/${file.id}`, headers)).arrayBuffer())
    expect(bytes.includes('SECRET')).toBe(false)
  })

  it.each([
    ['a lying name', text('<html><script>1</script></html>'), 'photo.png', 415, /JPEG, PNG/],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'drawing.svg', 415, /JPEG, PNG/],
    ['nothing in it', new Uint8Array(), 'photo.png', 400, /empty/],
  ])('is refused with %s', async (_, bytes, name, status, says) => {
    const { headers } = await world.visitor()
    const response = await send(`/chat/files?name=${name}`, headers, bytes)
    expect(response.status).toBe(status)
    expect(((await response.json()) as Refused).error.message).toMatch(says)
  })

  it('is refused as anything but bytes', async () => {
    const { headers } = await world.visitor()
    expect((await send('/chat/files?name=a.png', headers, png(), 'image/png')).status).toBe(415)
  })

  it('is refused by its length before a byte is read, and while it streams without one', async () => {
    const { headers } = await world.visitor()
    const head = `POST /chat/files HTTP/1.1\r\nHost: x\r\nAuthorization: ${headers['authorization']}\r\nContent-Type: application/octet-stream\r\n`
    const said = await exchange(`${head}Content-Length: 99999999\r\n\r\n`)
    expect(said.answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"too-large"/)
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const streamed = await exchange(`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk)
    expect(streamed.answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"too-large"/)
    // Ten megabytes, what is let run out, and what was on its way when the answer came.
    expect(streamed.sentBytes).toBeLessThan(24 * 1024 * 1024)
  })

  it('is nobody else’s: not to see, not to send, and not twice', async () => {
    const [mine, other] = [await world.visitor(), await world.visitor()]
    const file = await upload(mine.headers, png())
    const stolen = await say(other.headers, { id: 'm1', text: 'mine now', attachments: [file.id] })
    expect(stolen.status).toBe(400)
    expect(((await stolen.json()) as Refused).error.message).toMatch(/Upload it in this conversation/)
    expect((await say(mine.headers, { id: 'm1', text: 'Here', attachments: [file.id] })).status).toBe(200)
    expect((await say(mine.headers, { id: 'm2', text: 'Again', attachments: [file.id] })).status).toBe(400)
    expect((await get(`/chat/files/${file.id}`, other.headers)).status).toBe(404)
    expect((await get(`/chat/files/${file.id}`, {})).status).toBe(401)
    expect((await get(`/chat/files/${file.id}`, { authorization: 'Bearer x.y' })).status).toBe(401)
    expect((await send('/chat/files', {}, png())).status).toBe(401)
  })

  it.each([
    { id: 'm1', attachments: [] },
    { id: 'm1', choice: 'yes', attachments: ['f_1'] },
    { id: 'm1', text: 'x', attachments: ['1', '2', '3', '4', '5', '6'] },
    { id: 'm1', text: 'x', attachments: [{ id: 'f_1' }] },
    { id: 'm1' },
  ])('goes with no message such as %j', async (body) => {
    const { headers } = await world.visitor()
    expect((await say(headers, body)).status).toBe(400)
  })

  it('is one of few in a while', async () => {
    const strict = await startWorld({ limits: { uploadsPerCaller: { points: 2, perMs: 60_000 } } })
    const { headers } = await strict.visitor()
    const statuses: number[] = []
    for (let count = 0; count < 3; count++) {
      const body = Buffer.from(gif)
      const type = { ...headers, 'content-type': 'application/octet-stream' }
      statuses.push((await fetch(`${strict.url}/chat/files`, { method: 'POST', headers: type, body })).status)
    }
    expect(statuses).toEqual([201, 201, 429])
    await strict.stop()
  })
})

describe('an agent’s file', () => {
  it('goes with an answer or a note of the case, and nothing else', async () => {
    const visitor = await world.visitor()
    const { number, conversationId } = await world.openCase(visitor.conversationId)
    const agent = await world.staff(['agent'])
    const path = `/api/desk/cases/${number}`
    const sent = await send(`${path}/files?name=label.pdf`, agent, pdf)
    expect(sent.status).toBe(201)
    const file = (await sent.json()) as Attachment
    const act = (body: object) => {
      const post = jsonPost(body)
      return fetch(`${world.url}${path}/actions`, { ...post, headers: { ...post.headers, ...agent } })
    }
    expect((await act({ id: 'a', action: { kind: 'take' }, attachments: [file.id] })).status).toBe(400)
    expect((await act({ id: 'b', action: { kind: 'note' }, attachments: ['f_unknown'] })).status).toBe(400)
    expect((await act({ id: 'c', action: { kind: 'note' }, attachments: [file.id] })).status).toBe(200)
    expect((await world.store.deskTranscript(conversationId, 0, 9)).at(-1)).toMatchObject({
      audience: 'inside',
      text: '',
      attachments: [file],
    })
    const view = await (await get(path, agent)).json()
    expect(view.messages.at(-1).attachments).toEqual([file])
    expect((await get(`${path}/files/${file.id}`, agent)).headers.get('content-type')).toBe('application/pdf')
    expect((await get(`${path}/files/${file.id}`, await world.staff(['manager']))).status).toBe(200)
    expect((await get(`/chat/files/${file.id}`, visitor.headers)).status).toBe(404)
    const elsewhere = await world.openCase((await world.visitor()).conversationId, { number: number + 500 })
    expect((await get(`/api/desk/cases/${elsewhere.number}/files/${file.id}`, agent)).status).toBe(404)
    expect((await get(`/api/desk/cases/9999999/files/${file.id}`, agent)).status).toBe(404)
  })

  it('is refused as a visitor’s is', async () => {
    const { number } = await world.openCase((await world.visitor()).conversationId, { number: 7_001 })
    const agent = await world.staff(['agent'])
    expect((await send(`/api/desk/cases/${number}/files`, agent, text('<svg/>'))).status).toBe(415)
    const { 'x-nightdesk': own, ...foreign } = agent
    expect(own).toBe('1')
    expect((await send(`/api/desk/cases/${number}/files`, foreign, pdf)).status).toBe(403)
  })
})

/** Writes the head, then the same piece for as long as nothing is answered. */
function exchange(head: string, piece?: string): Promise<{ answer: string; sentBytes: number }> {
  return new Promise((resolve, reject) => {
    let [answer, sentBytes] = ['', 0]
    const socket = connect(world.port, '127.0.0.1', () => {
      socket.write(head)
      const more = () => {
        while (piece !== undefined && answer === '' && socket.writable) {
          sentBytes += piece.length
          if (!socket.write(piece)) return socket.once('drain', more)
        }
        return socket
      }
      more()
    })
    const done = () => {
      socket.destroy()
      resolve({ answer, sentBytes })
    }
    socket.setTimeout(10_000, () => reject(new Error('no answer')))
    socket.on('data', (bytes) => {
      answer += bytes.toString()
      if (answer.includes('"error"')) done()
    })
    socket.on('close', done)
    socket.on('error', () => (answer === '' ? undefined : done()))
  })
}
