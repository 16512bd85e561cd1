// After the night: nightdesk itself on the store of the night, the simulated Slack's rooms as a page, and the clock going
// on from that morning in real time. Anyone may play agent in the rooms and customer on the shop's page.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'
import { type App, startApp } from '../../app.ts'
import type { Config } from '../../config.ts'
import { createLog } from '../log.ts'
import { simulatedSlackPage } from '../simulated-slack/page.ts'
import type { FastTime } from '../simulation/time.ts'
import type { Scene } from './scene.ts'
import { telegramDoor } from './telegram-door.ts'

export type Served = {
  readonly app: App
  /** The page of the rooms. */
  readonly roomsUrl: string
  stop(): Promise<void>
}

/** How often the clock of the morning is set by the real one. */
const tickMs = 25

export type Place = { readonly port: number; readonly url: string }

/** Where nightdesk will be found. */
export async function placeFor({ port, publicUrl }: Config): Promise<Place> {
  const known = port || (await freePort())
  return { port: known, url: publicUrl || `http://localhost:${known}` }
}

/** Serves the shop of the night; its store must be a file that nobody else has open. Rejects when a port is taken. */
export async function serveMorning(scene: Scene, config: Config, { port, url }: Place): Promise<Served> {
  const { slack, helpRoom, telegram, time } = scene
  const api = await slack.listen()
  const bots = await listening(telegramDoor(telegram), 0)
  const endClock = runOn(time)
  const { botToken, signingSecret } = slack.world.app
  const apiUrl = `${slack.world.address}/api/`
  const settings: Config = {
    ...config,
    ...{ port, publicUrl: url, logLevel: 'silent' },
    slack: { botToken, signingSecret, appToken: '', apiUrl, helpRooms: [helpRoom] },
    telegram: { ...telegram.settings, webhook: url, apiRoot: `http://127.0.0.1:${portOf(bots)}` },
  }
  const app = await startApp(settings, createLog('silent'), { clock: time })
  scene.postTo(url)
  const rooms = await listening(simulatedSlackPage(slack), config.port === 0 ? 0 : port + 1)
  return {
    app,
    roomsUrl: `http://localhost:${portOf(rooms)}/${firstRoom(scene)}`,
    async stop() {
      await app.stop()
      await endClock()
      for (const server of [bots, rooms]) await closed(server)
      await api.close()
    },
  }
}

/** Where the brief stands is where a day begins. */
function firstRoom({ slack, knowledge }: Scene): string {
  const { briefRoom } = knowledge.content.shop.desk
  const room = [...slack.world.rooms.values()].find(({ name }) => name === briefRoom)
  return room ? `?room=${room.id}` : ''
}

/** Moves the clock with the real one. Returns what ends it. */
function runOn(time: FastTime): () => Promise<void> {
  const began = { at: time.now(), real: performance.now() }
  let isEnded = false
  const running = (async () => {
    while (!isEnded) {
      await time.runUntil(Math.round(began.at + performance.now() - began.real))
      await pass(tickMs)
    }
  })()
  return async () => {
    isEnded = true
    await running
  }
}

async function listening(answer: RequestListener, port: number): Promise<Server> {
  const server = createServer(answer)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

async function freePort(): Promise<number> {
  const probe = await listening(() => undefined, 0)
  const port = portOf(probe)
  await closed(probe)
  return port
}
