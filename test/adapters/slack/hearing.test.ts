// Who is heard as a customer in Slack, where, and once: over signed requests and Bolt.

import { describe, expect, it } from 'vitest'
import { renderMessage } from '../../../src/commands/simulated-slack/mrkdwn.ts'
import { customersBench } from './bench.ts'

async function open(helpRooms?: readonly string[]) {
  const world = await customersBench(helpRooms)
  world.listen()
  return world
}

describe('direct messages', () => {
  it('are a conversation under the name and in the language that Slack tells', async () => {
    const { slack, heard, calm } = await open()
    const kari = slack.person('kari', { realName: 'Kari Nordmann', locale: 'nb-NO' })
    const said = kari.tells('hvor er pakken min?')
    await calm()
    const { team } = slack.world
    const address = `${team.id}:${slack.directRoom(kari.id).id}`
    expect(heard).toEqual([
      {
        ...{ channel: 'slack', address, externalId: `${address}:${said.ts}`, languageHint: 'nb' },
        ...{
          zoneHint: 'Europe/Oslo',
          author: { kind: 'customer', name: 'Kari Nordmann' },
          text: 'hvor er pakken min?',
        },
        saidAt: expect.closeTo(Number(said.ts) * 1000, 0),
      },
    ])
  })

  it('have a conversation of its own for each thread', async () => {
    const { slack, heard, calm } = await open()
    const kari = slack.person('kari')
    const root = kari.tells('hello')
    kari.tells('in a thread', { thread: root.ts })
    await calm()
    const room = `${slack.world.team.id}:${slack.directRoom(kari.id).id}`
    expect(heard.map(({ address }) => address)).toEqual([room, `${room}:${root.ts}`])
  })

  it('carry what was pressed, and other words in place of the former', async () => {
    const { slack, heard, said, calm, sends } = await open()
    const kari = slack.person('kari')
    const first = kari.tells('10423')
    await calm()
    const { address = '' } = heard[0] ?? {}
    const question = await sends({ choices: [{ label: 'Talk to a person', value: 'person' }] }, address)
    expect(await kari.presses(question, 'Talk to a person')).toMatchObject({ ok: true })
    kari.edits(first, '10432')
    await calm()
    expect(said()).toEqual(['10423', 'person', '10432'])
    expect(new Set(heard.map((message) => message.address))).toEqual(new Set([address]))
    expect(new Set(heard.map(({ externalId }) => externalId)).size).toBe(3)
  })

  it('tell of what was taken away, with the words that stood there, and keep it from agents', async () => {
    const { slack, heard, calm } = await open()
    const kari = slack.person('kari')
    const line = kari.tells('my card is 4711')
    const root = kari.tells('hello')
    kari.tells('in a thread', { thread: root.ts })
    await calm()
    const before = heard.length
    kari.deletes(line)
    // It has a thread, so a mark stays in its place.
    kari.deletes(root)
    await calm()
    const room = `${slack.world.team.id}:${slack.directRoom(kari.id).id}`
    expect(heard.slice(before)).toMatchObject([
      { address: room, text: 'my card is 4711', change: { kind: 'withdrawn', of: `${room}:${line.ts}` } },
      { text: 'hello', change: { kind: 'withdrawn', of: `${room}:${root.ts}` } },
    ])
    const ida = slack.person('ida', { rooms: ['sales'] })
    ida.deletes(ida.tells('hello?'))
    await calm()
    expect(heard).toHaveLength(before + 2)
    expect(slack.directRoom(ida.id).messages.filter(({ botId }) => botId)).toHaveLength(1)
  })

  it('tell an agent where the desk is, and are no conversation', async () => {
    const { slack, heard, calm } = await open()
    const ida = slack.person('ida', { rooms: ['sales'] })
    ida.tells('hello?')
    await calm()
    expect(heard).toEqual([])
    expect(slack.directRoom(ida.id).messages.map(({ text }) => text)).toEqual([
      'hello?',
      expect.stringContaining('Cases are in #support, #sales'),
    ])
  })
})

describe('a help room', () => {
  it('opens a conversation with our name, in a thread that all may write in', async () => {
    const { slack, us, heard, said, calm, sends } = await open()
    const [kari, ola] = ['kari', 'ola'].map((name) => slack.person(name, { rooms: ['help'] }))
    const root = kari?.says('help', `${us} where is my parcel?`)
    await calm()
    const { address = '' } = heard[0] ?? {}
    const { ts = '', room = '' } = root ?? {}
    expect(address).toBe(`${slack.world.team.id}:${room}:${ts}`)
    expect((await sends({ text: 'What is the order number?' }, address)).threadTs).toBe(ts)
    ola?.says('help', 'it is 10432', { thread: ts })
    kari?.says('help', 'nice weather')
    await calm()
    expect([...new Set(said())]).toEqual(['where is my parcel?', 'it is 10432'])
    expect(new Set(heard.map((message) => message.address))).toEqual(new Set([address]))
  })

  it('leaves threads alone until our name is called there', async () => {
    const { slack, us, said, calm } = await open()
    const [kari, ola] = ['kari', 'ola'].map((name) => slack.person(name, { rooms: ['help'] }))
    const { ts: thread = '' } = kari?.says('help', 'who knows about returns?') ?? {}
    ola?.says('help', 'not me', { thread })
    await calm()
    expect(said()).toEqual([])
    ola?.says('help', `perhaps ${us}?`, { thread })
    kari?.says('help', 'a jacket', { thread })
    await calm()
    expect(new Set(said())).toEqual(new Set(['perhaps?', 'a jacket']))
  })

  it('knows from Slack the threads that began before this process did', async () => {
    const { slack, us, said, calm, sends } = await open()
    const kari = slack.person('kari', { rooms: ['help'] })
    const { ts: answered, room } = kari.says('help', 'an old question')
    await sends({ text: 'An old answer.' }, `${slack.world.team.id}:${room}:${answered}`)
    const help = slack.roomNamed('help')
    help.members.delete(slack.world.app.botUser)
    const { ts: called } = kari.says('help', `${us} nobody heard this`)
    help.members.add(slack.world.app.botUser)
    kari.says('help', 'one', { thread: answered })
    kari.says('help', 'two', { thread: called })
    await calm()
    expect(said().toSorted()).toEqual(['one', 'two'])
  })

  it('asks Slack nothing about threads that it has heard begin', async () => {
    const { slack, us, said, calm } = await open()
    const kari = slack.person('kari', { rooms: ['help'] })
    const { ts: thread } = kari.says('help', `${us} hello`)
    await calm()
    const before = said().length
    const asked = () => slack.world.calls.filter(({ method }) => method === 'conversations.replies').length
    kari.says('help', 'one', { thread })
    await calm()
    expect([said().length, asked()]).toEqual([before + 1, 0])
  })

  it('hears the same words once, under one id, whatever the event', async () => {
    const { slack, us, heard, calm } = await open()
    const kari = slack.person('kari', { rooms: ['help'] })
    slack.faults.repeat('new-id', 2)
    kari.says('help', `${us} hello`)
    await calm()
    expect(heard.length).toBeGreaterThan(2)
    expect(new Set(heard.map((message) => JSON.stringify(message))).size).toBe(1)
  })

  it('keeps agents out: who answers there is no customer, and their call opens nothing', async () => {
    const { slack, us, heard, calm } = await open()
    const ida = slack.person('ida', { rooms: ['help', 'support'] })
    const kari = slack.person('kari', { rooms: ['help'] })
    const { ts: thread } = ida.says('help', `${us} can help you all`)
    kari.says('help', 'thank you', { thread })
    await calm()
    expect(heard).toEqual([])
    const told = slack.roomNamed('help').ephemerals
    expect(told.map(({ user, text }) => [user, text])).toEqual([[ida.id, expect.stringContaining('#support')]])
  })

  it('never is a room of agents, even where it is named as both', async () => {
    const { slack, us, heard, calm } = await open(['help', 'support'])
    const guest = slack.person('guest', { rooms: ['lunch'] })
    slack.roomNamed('support').members.add(guest.id)
    guest.says('support', `${us} hello`)
    guest.says('lunch', `${us} hello`)
    await calm()
    expect(heard).toEqual([])
    expect(slack.roomNamed('support').messages).toHaveLength(1)
  })

  it('is entered at the start, or asked for until it is there', async () => {
    const world = await customersBench(['helpdesk', 'later'])
    const { slack, us, said, calm, logged } = world
    slack.room('helpdesk', { withoutApp: true })
    world.listen()
    await calm()
    expect(logged).toContain('error The help room #later is not there, or is private: invite the bot to it.')
    slack.room('later', { withoutApp: true })
    await calm()
    const kari = slack.person('kari', { rooms: ['helpdesk', 'later'] })
    for (const room of ['helpdesk', 'later']) kari.says(room, `${us} ${room}`)
    await calm()
    expect(new Set(said())).toEqual(new Set(['helpdesk', 'later']))
  })

  it('calls people by their names', async () => {
    const { slack, us, said, calm } = await open()
    slack.person('ola', { realName: 'Ola Dunk' })
    slack.person('kari', { rooms: ['help'] }).says('help', `${us} it is for @ola`)
    await calm()
    expect(new Set(said())).toEqual(new Set(['it is for Ola Dunk']))
  })
})

describe('nothing is lost', () => {
  it('while nobody listens yet, or the store is away', async () => {
    const world = await customersBench()
    const { slack, said, calm } = world
    const kari = slack.person('kari')
    kari.tells('early')
    await slack.settled()
    expect(said()).toEqual([])
    world.listen()
    await calm()
    expect(said()).toEqual(['early'])
    world.storeFails(2)
    kari.tells('late')
    await calm()
    expect(said()).toEqual(['early', 'late'])
  })

  it('and a press that is not stored is seen by whoever pressed', async () => {
    const world = await open()
    const { slack, heard, said, calm, sends } = world
    const kari = slack.person('kari')
    kari.tells('hello')
    await calm()
    const question = await sends({ choices: [{ label: 'Yes', value: 'yes' }] }, heard[0]?.address ?? '')
    world.storeFails(1)
    expect(await kari.presses(question, 'Yes')).toMatchObject({ ok: false })
    expect(await kari.presses(question, 'Yes')).toMatchObject({ ok: true })
    expect(said()).toEqual(['hello', 'yes'])
    expect(renderMessage(question).shown).toContain('Yes')
  })
})
