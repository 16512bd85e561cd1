// Limits against abuse: floods are told to wait, dripping connections are cut, and good requests pass meanwhile.

import { EventEmitter } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { capConnections, clientAddress, networkOf } from '../../src/receive/addresses.ts'
import { defaultLimits } from '../../src/receive/limits.ts'
import { jsonPost, startWorld } from './world.ts'

describe('floods', () => {
  it('from one visitor are slowed down, while another gets through', async () => {
    const { messagesPerConversation } = defaultLimits
    const world = await startWorld({ limits: { messagesPerConversation } })
    const [loud, quiet] = [await world.visitor(), await world.visitor()]
    const send = (id: number, headers: Record<string, string>) =>
      fetch(`${world.url}/chat/messages`, jsonPost({ id: `m${id}`, text: 'again' }, headers))
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => send(n, loud.headers)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(messagesPerConversation.points)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(100 - messagesPerConversation.points)
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await send(1, quiet.headers)).status).toBe(200)
    await world.stop()
  })

  it('of new conversations from one network are stopped, while those that exist go on', async () => {
    const world = await startWorld({ limits: { openingsPerAddress: { points: 10, perMs: 600_000 } } })
    const visitor = await world.visitor()
    const open = () => fetch(`${world.url}/chat/conversations`, jsonPost({}))
    const answers = await Promise.all(Array.from({ length: 50 }, open))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(9)
    const send = await fetch(`${world.url}/chat/messages`, jsonPost({ id: 'a', text: 'a person' }, visitor.headers))
    expect(send.status).toBe(200)
    await world.stop()
  })

  it('of any requests from one address are stopped before they cost anything', async () => {
    const world = await startWorld({ limits: { requestsPerAddress: { points: 20, perMs: 60_000 } } })
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${world.url}/livez`)))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
    expect((await fetch(`${world.url}/chat/messages`, jsonPost({}))).status).toBe(429)
    await world.stop()
  })
})

it('cuts connections that drip, in headers, bodies or silence, while good requests pass', async () => {
  const world = await startWorld({ limits: { headersMs: 300, requestMs: 400, checkMs: 50 } })
  const headers = 'POST /chat/messages HTTP/1.1\r\nHost: x\r\n'
  const body = `${headers}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`
  const drips = [headers, body, ''].flatMap((start) => Array.from({ length: 10 }, () => drip(world.port, start)))
  let cut = false
  const all = Promise.all(drips).then((ends) => {
    cut = true
    return ends
  })
  let good = 0
  while (!cut) {
    expect((await fetch(`${world.url}/livez`)).status).toBe(200)
    good++
  }
  for (const livedMs of await all) expect(livedMs).toBeLessThan(2_000)
  expect(good).toBeGreaterThan(10)
  await world.stop()
})

/** Sends a byte now and then; resolves with how long the server let it. */
function drip(port: number, start: string): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => start && socket.write(start))
    const drops = setInterval(() => start && socket.write('x'), 40)
    socket.on('error', () => {})
    socket.resume().on('close', () => {
      clearInterval(drops)
      resolve(performance.now() - begun)
    })
  })
}

describe('connections from one network', () => {
  class FakeSocket extends EventEmitter {
    destroyed = false
    readonly remoteAddress: string
    constructor(remoteAddress: string) {
      super()
      this.remoteAddress = remoteAddress
    }
    destroy() {
      this.destroyed = true
    }
  }

  function connected(server: EventEmitter, address: string): FakeSocket {
    const socket = new FakeSocket(address)
    server.emit('connection', socket)
    return socket
  }

  it('are capped, and counted down when they close', () => {
    const server = new EventEmitter()
    capConnections(server, 2)
    const [first, second, third] = [1, 2, 3].map(() => connected(server, '::ffff:203.0.113.5'))
    expect([first?.destroyed, second?.destroyed, third?.destroyed]).toEqual([false, false, true])
    expect(connected(server, '203.0.113.6').destroyed).toBe(false)
    first?.emit('close')
    expect(connected(server, '203.0.113.5').destroyed).toBe(false)
    expect(connected(server, '203.0.113.5').destroyed).toBe(true)
    for (let n = 0; n < 5; n++) expect(connected(server, '127.0.0.1').destroyed).toBe(false)
  })

  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff::', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it('believes in X-Forwarded-For only behind our own proxy, and only its last entry', () => {
    const request = {
      headers: { 'x-forwarded-for': '10.0.0.1, 203.0.113.9' },
      socket: { remoteAddress: '127.0.0.1' },
    } as unknown as Parameters<typeof clientAddress>[0]
    expect(clientAddress(request, false)).toBe('127.0.0.1')
    expect(clientAddress(request, true)).toBe('203.0.113.9')
  })
})
