// The simulated workspace as a page: anybody can look at the rooms and play an agent, with no account.

import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Surface } from './deeds.ts'
import { inner, textOf } from './fields.ts'
import type { FieldFaults } from './page-blocks.ts'
import { pictureOf } from './page-files.ts'
import { type Look, pageHtml } from './page-html.ts'
import type { Human } from './people.ts'
import type { SimulatedSlack } from './simulated-slack.ts'

const theme = new URL('../../pages/theme.css', import.meta.url)
const own = new URL('./page.css', import.meta.url)
const live = new URL('./page-live.js', import.meta.url)

/** A form is no longer than this. */
const longestForm = 1_000_000

const safety = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

type Memory = { notice: string; faults: FieldFaults }

/**
 * A listener for a node:http server. `base` is the path that it is mounted under, with slashes at both ends. GET shows;
 * POST does what a person does, and is refused when it comes from a page of another address.
 */
export function simulatedSlackPage(slack: SimulatedSlack, base = '/'): RequestListener {
  const memories = new Map<string, Memory>()
  let changes = 0
  slack.world.watchers.add(() => {
    changes += 1
  })
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://simulated.invalid')
    const name = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : '?'
    if (request.method === 'POST') return void act(slack, memories, name, request, response)
    if (name === 'look.css')
      return send(response, 'text/css', `${readFileSync(theme, 'utf8')}\n${readFileSync(own, 'utf8')}`)
    if (name === 'live.js') return send(response, 'text/javascript', readFileSync(live, 'utf8'))
    if (name === 'version') return send(response, 'text/plain', String(changes))
    if (name === 'picture') return sendPicture(slack, url.searchParams.get('file') ?? '', response)
    if (name === 'options') return void offer(slack, url.searchParams, response)
    if (name !== '') return send(response, 'text/plain', 'Not found', 404)
    send(response, 'text/html', pageHtml(slack.world, lookOf(slack, memories, url.searchParams)))
  }
}

function lookOf(slack: SimulatedSlack, memories: Map<string, Memory>, query: URLSearchParams): Look {
  const { world } = slack
  const people = [...world.people.values()].filter(({ isBot }) => !isBot)
  const as = people.find(({ id }) => id === query.get('as'))?.id ?? people[0]?.id ?? ''
  const room = world.rooms.get(query.get('room') ?? '') ?? [...world.rooms.values()][0]
  const memory = memories.get(as) ?? { notice: '', faults: {} }
  memories.delete(as)
  return { as, room, thread: query.get('thread') ?? '', home: query.has('home'), ...memory }
}

/** Options for a searched menu, for the page's script. */
async function offer(slack: SimulatedSlack, query: URLSearchParams, response: ServerResponse): Promise<void> {
  try {
    const options = await slack
      .human(query.get('as') ?? '')
      .searches(surfaceOf(query), query.get('menu') ?? '', query.get('typed') ?? '')
    send(response, 'application/json', JSON.stringify(options.map((option) => textOf(inner(option, 'text'), 'text'))))
  } catch {
    send(response, 'application/json', '[]')
  }
}

async function act(
  slack: SimulatedSlack,
  memories: Map<string, Memory>,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = isOwn(request) ? await formOf(request) : undefined
  if (!form) return send(response, 'text/plain', 'Only this page may do that.', 403)
  const as = form.get('as') ?? ''
  try {
    const memory = await deed(slack.human(as), name, form)
    if (memory) memories.set(as, memory)
  } catch (error) {
    memories.set(as, { notice: error instanceof Error ? error.message : 'That did not work.', faults: {} })
  }
  const back = form.get('back') ?? ''
  response.writeHead(303, { ...safety, location: back.startsWith('?') ? `./${back}` : './' }).end()
}

/** A browser says where a form comes from; what does not say it is no browser. */
function isOwn(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += (chunk as Buffer).length
    if (length > longestForm) return undefined
    chunks.push(chunk as Buffer)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** What the person does; what they must be told of it, if anything. */
async function deed(person: Human, name: string, form: URLSearchParams): Promise<Memory | undefined> {
  switch (name) {
    case 'say':
      return await said(person, form)
    case 'open-home':
      person.opensHome()
      return undefined
    case 'press':
      return await pressed(person, form)
    case 'submit':
      return await submitted(person, form)
    case 'close':
      await person.closes()
      return undefined
    default:
      throw new Error('That cannot be done here.')
  }
}

async function said(person: Human, form: URLSearchParams): Promise<Memory | undefined> {
  const line = (form.get('line') ?? '').trim()
  const room = form.get('room') ?? ''
  const thread = form.get('reply') ?? ''
  const [, command, rest = ''] = /^(\/[a-z_-]+)\s*(.*)$/s.exec(line) ?? []
  if (!command) {
    if (line) person.says(room, line, thread ? { thread } : {})
    return undefined
  }
  return trouble(await person.commands(room, command, rest))
}

async function pressed(person: Human, form: URLSearchParams): Promise<Memory | undefined> {
  const on = surfaceOf(form)
  const menu = form.get('pick')
  if (menu === null) return trouble(await person.presses(on, form.get('press') ?? ''))
  const wanted = form.get(`option ${menu}`) ?? ''
  return trouble(await person.picks(on, menu, wanted))
}

async function submitted(person: Human, form: URLSearchParams): Promise<Memory | undefined> {
  const values: Record<string, string> = {}
  for (const [name, value] of form) if (name.startsWith('field ') && value !== '') values[name.slice(6)] = value
  const result = await person.submits(values)
  if (result.kind === 'errors') return { notice: '', faults: result.errors }
  return result.kind === 'trouble' ? { notice: `The app did not answer: ${result.why}`, faults: {} } : undefined
}

function trouble(outcome: { readonly ok: boolean; readonly why?: string }): Memory | undefined {
  return outcome.ok ? undefined : { notice: `The app did not answer: ${outcome.why}`, faults: {} }
}

function surfaceOf(form: URLSearchParams): Surface {
  const on = form.get('on')
  return on === 'home' || on === 'modal' ? on : { room: form.get('room') ?? '', ts: form.get('ts') ?? '' }
}

function sendPicture({ world }: SimulatedSlack, id: string, response: ServerResponse): void {
  const picture = pictureOf(world, id)
  if (!picture) return send(response, 'text/plain', 'Not found', 404)
  response.writeHead(200, { ...safety, 'content-type': picture.mimetype }).end(picture.bytes)
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.writeHead(status, { ...safety, 'content-type': `${type}; charset=utf-8` }).end(body)
}
