// The page as HTML: rooms on the left, a room's messages, a thread on the right, App Home, and an open modal.

import { inner, textOf } from './fields.ts'
import { repliesOf } from './messages.ts'
import { blocksHtml, type FieldFaults } from './page-blocks.ts'
import { filesHtml } from './page-files.ts'
import { escapeHtml, mrkdwnHtml, nameOf } from './page-text.ts'
import type { Ephemeral, Message, Room, View, World } from './world.ts'

/** What is looked at, and as whom. */
export type Look = {
  readonly as: string
  readonly room: Room | undefined
  readonly thread: string
  readonly home: boolean
  /** What the last deed came to, when it failed. */
  readonly notice: string
  readonly faults: FieldFaults
}

export function pageHtml(world: World, look: Look): string {
  const { room, thread } = look
  const title = look.home ? 'App Home' : room ? roomTitle(world, room) : 'No room yet'
  const middle = look.home
    ? homeHtml(world, look)
    : room
      ? roomHtml(world, look, room)
      : '<p class="empty">No room yet.</p>'
  const side = room && thread && !look.home ? threadHtml(world, look, room) : ''
  const notice = look.notice ? `<p class="notice" role="status">${escapeHtml(look.notice)}</p>` : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · simulated Slack</title>
<link rel="stylesheet" href="look.css"><script src="live.js" defer></script>
</head>
<body class="${side ? 'has-thread' : ''}">
<header><strong>${escapeHtml(world.team.name)}</strong><span>simulated Slack · <time>${clockText(world, look)}</time></span>${whoHtml(world, look)}</header>
${navHtml(world, look)}
<main><h1>${escapeHtml(title)}</h1>${notice}${middle}</main>
${side}
${modalHtml(world, look)}
</body>
</html>`
}

/** The link to a look; what is not given stays as it is. */
function linkTo(look: Look, change: { as?: string; room?: string; thread?: string; home?: boolean }): string {
  const query = new URLSearchParams({ as: change.as ?? look.as })
  if (change.home ?? (look.home && change.room === undefined)) query.set('home', '1')
  const room = change.room ?? look.room?.id
  if (room) query.set('room', room)
  const thread = change.thread ?? (change.room ? '' : look.thread)
  if (thread) query.set('thread', thread)
  return `?${query}`
}

function clockText(world: World, look: Look): string {
  const now = world.clock.now()
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: zoneOf(world, look),
  }).format(now)
}

/** Times are shown by the clock of whoever looks, as the real client does. */
function zoneOf({ people }: World, { as }: Look): string {
  return people.get(as)?.zone ?? 'UTC'
}

function roomTitle(world: World, room: Room): string {
  if (room.kind !== 'im') return `# ${room.name}${room.kind === 'group' ? ' (private)' : ''}`
  return [...room.members]
    .filter((id) => id !== world.app.botUser)
    .map((id) => nameOf(world, id))
    .join(', ')
}

function whoHtml(world: World, look: Look): string {
  const people = [...world.people.values()].filter(({ isBot }) => !isBot)
  const options = people.map(
    ({ id, realName }) => `<option value="${id}"${id === look.as ? ' selected' : ''}>${escapeHtml(realName)}</option>`,
  )
  const room = look.room ? `<input type="hidden" name="room" value="${look.room.id}">` : ''
  return `<form><label>You are <select name="as">${options.join('')}</select></label>${room}<button>Switch</button></form>`
}

function navHtml(world: World, look: Look): string {
  const item = (href: string, text: string, isHere: boolean) =>
    `<li><a href="${escapeHtml(href)}"${isHere ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a></li>`
  const rooms = [...world.rooms.values()]
    .filter((room) => room.kind !== 'im' || room.members.has(look.as))
    .map((room) =>
      item(
        linkTo(look, { room: room.id, home: false }),
        room.kind === 'im' ? world.app.name : roomTitle(world, room),
        room === look.room && !look.home,
      ),
    )
  return `<nav id="rooms" data-live aria-label="Rooms"><ul>${item(linkTo(look, { home: true }), 'App Home', look.home)}${rooms.join('')}</ul></nav>`
}

function roomHtml(world: World, look: Look, room: Room): string {
  const roots = room.messages.filter(
    ({ deleted, threadTs, ts, subtype }) =>
      !deleted && (!threadTs || threadTs === ts || subtype === 'thread_broadcast'),
  )
  const own = room.ephemerals.filter((one) => one.user === look.as && !one.deleted && !one.threadTs)
  const lines = inOrder(world, look, room, roots, own, true)
  const archived = room.archived ? '<p class="notice">This room is archived.</p>' : composerHtml(look, room, '')
  return `<ol id="messages" data-live class="messages">${lines || '<li class="empty">Nothing has been said here.</li>'}</ol>${archived}`
}

function threadHtml(world: World, look: Look, room: Room): string {
  const root = room.messages.find(({ ts, deleted }) => ts === look.thread && !deleted)
  if (!root) return ''
  const own = room.ephemerals.filter((one) => one.user === look.as && !one.deleted && one.threadTs === root.ts)
  const lines = inOrder(world, look, room, [root, ...repliesOf(room, root.ts)], own, false)
  const close = `<a href="${escapeHtml(linkTo(look, { room: room.id }))}">Close</a>`
  return `<aside aria-label="Thread"><h2>Thread ${close}</h2><ol id="thread" data-live class="messages">${lines}</ol>${composerHtml(look, room, root.ts)}</aside>`
}

function inOrder(
  world: World,
  look: Look,
  room: Room,
  messages: readonly Message[],
  own: readonly Ephemeral[],
  withThreads: boolean,
): string {
  return [
    ...messages.map((message) => ({ ts: message.ts, html: messageHtml(world, look, room, message, withThreads) })),
    ...own.map((one) => ({ ts: one.ts, html: ephemeralHtml(world, look, one) })),
  ]
    .sort((a, b) => (a.ts < b.ts ? -1 : 1))
    .map(({ html }) => html)
    .join('')
}

function messageHtml(world: World, look: Look, room: Room, message: Message, withThreads: boolean): string {
  const isApp = message.botId !== undefined
  const author = message.username ?? nameOf(world, message.user ?? message.botId ?? '')
  const replies = withThreads && message.threadTs === message.ts ? repliesOf(room, message.ts).length : 0
  const thread = withThreads
    ? `<a class="replies" href="${escapeHtml(linkTo(look, { thread: message.ts, home: false }))}">${replies === 0 ? 'Reply in thread' : replies === 1 ? '1 reply' : `${replies} replies`}</a>`
    : ''
  const reactions = message.reactions.map(
    ({ name, users }) => `<span class="reaction">${mrkdwnHtml(world, `:${name}:`)} ${users.length}</span>`,
  )
  const head = `<p class="head"><strong>${escapeHtml(author)}</strong>${isApp ? ' <span class="app">App</span>' : ''} <time>${timeText(world, look, message.ts)}</time>${message.edited ? ' <small>(edited)</small>' : ''}</p>`
  return `<li class="${isApp ? 'from-app' : ''}">${head}${bodyHtml(world, look, message)}${filesHtml(world, message)}<p class="foot">${reactions.join('')}${thread}</p></li>`
}

function ephemeralHtml(world: World, look: Look, message: Ephemeral): string {
  return `<li class="ephemeral"><p class="head"><small>Only you can see this</small></p>${bodyHtml(world, look, message)}</li>`
}

function bodyHtml(world: World, look: Look, message: Message | Ephemeral): string {
  if (message.blocks.length === 0) return `<div class="text">${mrkdwnHtml(world, message.text)}</div>`
  return `<form class="blocks" method="post" action="press">${hidden(look, { room: message.room, ts: message.ts })}${blocksHtml(world, message.blocks)}</form>`
}

function homeHtml(world: World, look: Look): string {
  const home = world.homes.get(look.as)
  const content = home
    ? `<form class="blocks" method="post" action="press">${hidden(look, { on: 'home' })}${blocksHtml(world, home.blocks)}</form>`
    : '<p class="empty">The app has put nothing here yet.</p>'
  return `<div id="home" data-live class="home">${content}</div><form method="post" action="open-home">${hidden(look, {})}<button>Open App Home again</button></form>`
}

function modalHtml(world: World, look: Look): string {
  const view = world.views.get(world.openModals.get(look.as)?.at(-1) ?? '')
  const content = view ? modalForm(world, look, view) : ''
  return `<div id="modal" data-live>${content}</div>`
}

function modalForm(world: World, look: Look, view: View): string {
  const label = (name: string, usual: string) => escapeHtml(textOf(inner(view.fields, name), 'text') || usual)
  const submit = view.fields['submit']
    ? `<button class="primary" formaction="submit">${label('submit', 'Submit')}</button>`
    : ''
  const buttons = `<p class="foot">${submit}<button formaction="close" formnovalidate>${label('close', 'Cancel')}</button></p>`
  return `<dialog open aria-labelledby="modal-title"><h2 id="modal-title">${label('title', '')}</h2><form class="blocks" method="post" action="press">${hidden(look, { on: 'modal' })}${blocksHtml(world, view.blocks, look.faults)}${buttons}</form></dialog>`
}

function composerHtml(look: Look, room: Room, thread: string): string {
  const label = thread ? 'Reply in the thread' : 'Say something, or a /command'
  return `<form class="composer" method="post" action="say">${hidden(look, { room: room.id, reply: thread })}<label><span class="unseen">${label}</span><textarea name="line" rows="1" placeholder="${label}" required></textarea></label><button class="primary">Send</button></form>`
}

/** What a form tells of the look, so that the answer leads back to it. */
function hidden(look: Look, more: Readonly<Record<string, string>>): string {
  const back = linkTo(look, {})
  const fields = Object.entries({ as: look.as, back, ...more })
  return fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`).join('')
}

function timeText(world: World, look: Look, ts: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zoneOf(world, look) })
  return format.format(Number(ts) * 1000)
}
