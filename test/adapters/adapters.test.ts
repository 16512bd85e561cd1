// Walks over the list of adapters, so that none can be forgotten: each has recordings and passes the contract.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type AdapterSettings, adapters } from '../../adapters/index.ts'
import { type ChannelSubject, channelContract, type Recording } from '../contract/channel.ts'
import { settings as slackSettings, slackSubject } from './slack/subject.ts'
import { settings as telegramSettings, telegramSubject } from './telegram/subject.ts'
import { webChatSubject } from './web-chat/subject.ts'

const here = import.meta.dirname
const subjects: Readonly<Record<string, Omit<ChannelSubject, 'recordings'>>> = {
  'web-chat': webChatSubject,
  telegram: telegramSubject,
  slack: slackSubject,
}

/** All that adapters ask for, so that each connects. */
const everySetting: AdapterSettings = {
  ...{ secret: 'x'.repeat(32), languages: ['en'], telegram: telegramSettings, slack: slackSettings },
}

/** Folders that are no customer's medium of the running process, each with the reason. */
const apart: Readonly<Record<string, string>> = {
  example: 'The worked example of the guide: there is no such service. Its own test runs the contract over it.',
  'slack-app': 'What customers and agents have in common in one Slack app; no medium by itself.',
  'slack-desk': 'Where agents work: no customer writes there.',
  terminal: 'The command `chat` is its only user and connects it itself; whoever types there owns the process.',
}

describe('the list of adapters', () => {
  it('holds every folder', () => {
    const folders = readdirSync(join(here, '../../adapters'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && apart[entry.name] === undefined)
      .map((entry) => entry.name)
    expect(adapters.map(({ folder }) => folder).sort()).toEqual(folders.sort())
  })

  it('gives each channel a name and doors of its own', () => {
    const channels = adapters.flatMap(({ connect }) => connect(everySetting) ?? [])
    expect(new Set(channels.map(({ name }) => name)).size).toBe(channels.length)
    const doors = channels.flatMap((channel) => channel.doors)
    expect(new Set(doors).size).toBe(doors.length)
  })
})

for (const { folder } of adapters) {
  channelContract(folder, () => {
    const subject = subjects[folder]
    if (subject === undefined) throw new Error(`Give ${folder} a subject.ts under test/adapters/${folder}.`)
    return { ...subject, recordings: recordingsOf(folder) }
  })
}

function recordingsOf(folder: string): Recording[] {
  return readdirSync(join(here, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(here, folder, name), 'utf8')) as Recording)
}
