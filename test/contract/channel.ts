// What every channel must do, as a suite that each adapter's own test runs. A deviation carries its reason.

import net from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import type { IncomingMessage } from '../../src/model/message.ts'
import { type Channel, ChannelError, type DoorRequest, type FittedReply } from '../../src/ports/channel.ts'

/** A request as it once came, with what must be made of it. Lives in test/adapters/<folder>/*.json. */
export type Recording = {
  readonly about: string
  /** The point of the contract that it shows. */
  readonly point?: Point
  readonly request: Omit<DoorRequest, 'body'> & { readonly body: string }
  readonly messages?: readonly IncomingMessage[]
  /** In place of messages: the code with which it is refused. */
  readonly refused?: string
}

/** Points that a recording shows, or that a channel has a reason not to meet. */
export const points = ['tampered body', 'own messages', 'unknown kinds', 'many messages', 'platform refusals'] as const
export type Point = (typeof points)[number]

/** A reply that the platform will not take, and the error that must come of it. */
export type SendRefusal = {
  readonly about: string
  readonly send: () => Promise<unknown>
  readonly error: { readonly code: string; readonly retryAfterMs?: number }
}

export type ChannelSubject = {
  readonly channel: Channel
  readonly recordings: readonly Recording[]
  /** Strings that may never stand in an error. */
  readonly secrets: readonly string[]
  /** What the far side got of a reply, once it was sent. */
  readonly shown: (reply: FittedReply, address: string) => Promise<string>
  readonly sendRefusals?: readonly SendRefusal[]
  readonly deviations: Readonly<Partial<Record<Point, string>>>
}

/** The ten points, over one adapter. */
export function channelContract(name: string, subject: () => ChannelSubject): void {
  describe(`channel contract: ${name}`, () => {
    receiving(subject)
    sending(subject)
    deviating(subject)
  })
}

function receiving(subject: () => ChannelSubject): void {
  it('has recordings: a text, a button where it has buttons, and a forged one', () => {
    const { recordings, channel } = subject()
    const messages = recordings.flatMap((recording) => recording.messages ?? [])
    expect(messages.some((message) => message.text !== '')).toBe(true)
    if (channel.capabilities.buttons) expect(messages.some((message) => message.choice !== undefined)).toBe(true)
    expect(recordings.some((recording) => recording.refused === 'unauthorized')).toBe(true)
  })

  it('makes exactly these messages of the recordings, and the same again the second time', async () => {
    const { channel, recordings } = subject()
    for (const recording of recordings.filter((each) => each.messages !== undefined)) {
      for (const _ of ['first', 'repeated']) {
        const received = await channel.receive(requestOf(recording))
        expect(received.messages, recording.about).toEqual(recording.messages)
      }
    }
  })

  it('refuses what must be refused, by code', async () => {
    const { channel, recordings } = subject()
    for (const recording of recordings.filter((each) => each.refused !== undefined)) {
      expect(await refusalOf(channel, requestOf(recording)), recording.about).toMatchObject({ code: recording.refused })
    }
  })

  it('proves the sender before it reads the body', async () => {
    const { channel, recordings } = subject()
    const forged = recordings.find((recording) => recording.refused === 'unauthorized')
    if (forged === undefined) throw new Error('there is no forged recording')
    const request = { ...requestOf(forged), body: Buffer.from('{ this is not JSON') }
    expect(await refusalOf(channel, request)).toMatchObject({ code: 'unauthorized' })
  })

  it('opens no connection while it receives', async () => {
    const { channel, recordings } = subject()
    const connect = vi.spyOn(net.Socket.prototype, 'connect')
    const fetched = vi.spyOn(globalThis, 'fetch')
    for (const recording of recordings) await refusalOf(channel, requestOf(recording))
    expect(connect).not.toHaveBeenCalled()
    expect(fetched).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  it('lets no secret and no word of the customer into an error', async () => {
    const { channel, recordings, secrets } = subject()
    for (const recording of recordings.filter((each) => each.refused !== undefined)) {
      const error = await refusalOf(channel, requestOf(recording))
      const text = `${error?.message} ${String(error?.cause ?? '')}`
      for (const secret of secrets) expect(text).not.toContain(secret)
      if (recording.request.body !== '') expect(text).not.toContain(recording.request.body.slice(0, 40))
    }
  })
}

function sending(subject: () => ChannelSubject): void {
  it('sends a reply to the address of a received message', async () => {
    const { channel, recordings, shown } = subject()
    const [message] = recordings.flatMap((recording) => recording.messages ?? [])
    if (message === undefined) throw new Error('no recording holds a message')
    const reply = replyOf('Your order is on its way.')
    expect((await channel.send(reply, message.address)).externalId).toBeTruthy()
    expect(await shown(reply, message.address)).toContain(reply.text)
  })

  it('shows the longest text whole, with no character cut', async () => {
    const { channel, shown } = subject()
    const { longestText, countsUtf16 } = channel.capabilities
    const text = '🧶'.repeat(countsUtf16 ? longestText / 2 : longestText)
    const seen = await shown(replyOf(text), 'someone')
    expect(seen.isWellFormed()).toBe(true)
    expect(seen).toContain(text)
  })
}

function deviating(subject: () => ChannelSubject): void {
  it.for(points)('shows this point, or says why it does not: %s', (point) => {
    const { recordings, deviations, sendRefusals = [] } = subject()
    const shown = recordings.some((recording) => recording.point === point)
    const refusals = point === 'platform refusals' && sendRefusals.length > 0
    expect(shown || refusals || (deviations[point] ?? '').length > 30).toBe(true)
  })

  it("gives the platform's refusals their codes", async () => {
    for (const { about, send, error } of subject().sendRefusals ?? []) {
      await expect(send(), about).rejects.toMatchObject(error)
    }
  })
}

/** The request of a recording, as the door hands it over. */
export function requestOf(recording: Recording): DoorRequest {
  return { ...recording.request, body: Buffer.from(recording.request.body) }
}

/** The ChannelError of a refused request; undefined when it was taken. Anything else that is thrown fails the test. */
export async function refusalOf(channel: Channel, request: DoorRequest): Promise<ChannelError | undefined> {
  try {
    await channel.receive(request)
    return undefined
  } catch (error) {
    if (error instanceof ChannelError) return error
    throw error
  }
}

function replyOf(text: string): FittedReply {
  return { id: 'r1', author: { kind: 'bot' }, kind: 'answer', language: 'en', text }
}
