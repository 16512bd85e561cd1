// The methods about who is who: auth.test, users.*, team.info, bots.info.

import { type ApiMethod, ApiRefusal, needs, page } from './api-method.ts'
import { textOf } from './fields.ts'
import type { Fields, Person, World } from './world.ts'

export const peopleMethods: Record<string, ApiMethod> = {
  'auth.test': { perMinute: 600, scopes: needs(), call: test },
  'users.info': {
    perMinute: 100,
    scopes: needs('users:read'),
    call: (world, args) => ({ user: shownPerson(world, personOf(world, args)) }),
  },
  'users.list': { perMinute: 20, scopes: needs('users:read'), call: list },
  'users.lookupByEmail': { perMinute: 50, scopes: needs('users:read.email'), call: byEmail },
  'users.getPresence': { perMinute: 50, scopes: needs('users:read'), call: presence },
  'team.info': { perMinute: 50, scopes: needs('team:read'), call: team },
  'bots.info': { perMinute: 50, scopes: needs('users:read'), call: bot },
}

function test(world: World): Fields {
  const { app, team } = world
  return {
    url: `https://${team.domain}.slack.com/`,
    ...{ team: team.name, team_id: team.id, user: app.name, user_id: app.botUser, bot_id: app.botId },
    is_enterprise_install: false,
  }
}

function personOf(world: World, args: Fields): Person {
  const person = world.people.get(textOf(args, 'user'))
  if (!person) throw new ApiRefusal('user_not_found')
  return person
}

function list(world: World, args: Fields): Fields {
  const { items, next } = page(args, [...world.people.values()], 200, 1000)
  return { members: items.map((person) => shownPerson(world, person)), response_metadata: { next_cursor: next } }
}

function byEmail(world: World, args: Fields): Fields {
  const email = textOf(args, 'email').toLowerCase()
  const person = [...world.people.values()].find((one) => email && one.email.toLowerCase() === email)
  if (!person) throw new ApiRefusal('users_not_found')
  return { user: shownPerson(world, person) }
}

function presence(world: World, args: Fields): Fields {
  return { presence: personOf(world, args).presence }
}

function team({ team }: World): Fields {
  return { team: { ...team, url: `https://${team.domain}.slack.com/`, email_domain: '', icon: {} } }
}

function bot(world: World, args: Fields): Fields {
  const { app } = world
  if (textOf(args, 'bot') !== app.botId) throw new ApiRefusal('bot_not_found')
  return { bot: { id: app.botId, deleted: false, name: app.name, app_id: app.id, user_id: app.botUser, icons: {} } }
}

function shownPerson(world: World, person: Person): Fields {
  const email = world.app.scopes.has('users:read.email') && person.email ? { email: person.email } : {}
  return {
    id: person.id,
    team_id: world.team.id,
    name: person.name,
    real_name: person.realName,
    deleted: false,
    is_bot: person.isBot,
    tz: person.zone,
    locale: person.locale,
    profile: { real_name: person.realName, display_name: person.name, team: world.team.id, ...email },
  }
}
