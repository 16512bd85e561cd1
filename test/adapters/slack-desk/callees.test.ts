// Whom `on call` names: found by id, address or name, called by id, and said by doctor where nobody is found.

import { describe, expect, it } from 'vitest'
import { slackClient } from '../../../adapters/slack-app/client.ts'
import { createCallees } from '../../../adapters/slack-desk/callees.ts'
import { slackHealth } from '../../../adapters/slack-desk/health.ts'
import { silentLog } from '../../../src/commands/log.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import { fakeClock } from '../../fake-clock.ts'
import { nowAt, waiting } from './cards.ts'
import { bench } from './workspace.ts'

const apiUrl = 'http://simulated.invalid/api/'

function workspace() {
  const clock = fakeClock(nowAt)
  const slack = simulatedSlack({ clock })
  const ida = slack.person('ida', { realName: 'Ida Berg', email: 'ida@villvind.example' })
  slack.person('bo', { realName: 'Bo Lund' })
  slack.person('bo2', { realName: 'Bo Lund' })
  const callees = createCallees(slackClient(slack.world.app.botToken, apiUrl, slack.fetch), clock)
  return { clock, slack, ida, callees, asked: () => slack.world.calls.length }
}

describe('who is on call', () => {
  it('is found by member id, address, real name or short name, in any case', async () => {
    const { ida, callees } = workspace()
    const names = [ida.id, `slack:T1:${ida.id}`, 'IDA@villvind.example', 'ida berg', '@ida']
    for (const who of names) expect(await callees.find(who), who).toMatchObject({ id: ida.id })
    expect(await callees.idOf('S0ONCALL')).toBe('S0ONCALL')
  })

  it('is nobody where nobody or several are meant', async () => {
    const { callees } = workspace()
    for (const who of ['on-call', 'nobody@villvind.example', 'U0NOBODY1', 'nightdesk'])
      expect(await callees.find(who), who).toBe('nobody')
    expect(await callees.find('Bo Lund')).toBe('several')
    expect(await callees.idOf('Bo Lund')).toBeUndefined()
  })

  it('is asked for once in a while, and a warning waits for no answer of Slack', async () => {
    const { slack, clock, ida, callees, asked } = workspace()
    for (let times = 0; times < 3; times++) expect(await callees.idOf('Ida Berg')).toBe(ida.id)
    expect(asked()).toBe(1)
    await clock.move(11 * 60_000)
    slack.faults.away()
    expect(await callees.idOf('Ida Berg')).toBe(ida.id)
    expect(await callees.idOf('Bo')).toBeUndefined()
  })

  it('is found in a workspace of many pages', async () => {
    const { slack, callees } = workspace()
    for (let at = 0; at < 450; at++) slack.person(`p${at}`)
    const last = slack.person('zoe')
    expect(await callees.find('zoe')).toEqual({ id: last.id })
  })

  it('is pinged by a warning, which goes out with the name where nobody is found', async () => {
    const { slack, desk } = bench()
    const room = slack.room('support')
    const ida = slack.person('ida', { realName: 'Ida Berg' })
    await desk.start()
    const warn = (who: string, key: string) =>
      desk.post({ room: room.id }, key, { kind: 'warning', card: waiting, stage: 'on-call', who })
    await warn('Ida Berg', 'warning:1')
    await warn('night team', 'warning:2')
    expect(room.messages.map(({ text }) => text.split(' · ')[0])).toEqual([`<@${ida.id}>`, '*night team*'])
  })

  it('is said by doctor: whom it calls, and who cannot be found', async () => {
    const { slack, clock, ida } = workspace()
    slack.room('support')
    const far = { botToken: slack.world.app.botToken, signingSecret: 's', appToken: '', apiUrl, clock, log: silentLog }
    const onCall = ['ida@villvind.example', 'on-call', 'Bo Lund']
    const found = await slackHealth({ ...far, fetch: slack.fetch }, { rooms: ['support'], onCall })
    expect(found.slice(2)).toEqual([
      { ok: true, what: `On call: ida@villvind.example is called as ${ida.id}` },
      { ok: true, what: expect.stringContaining('nobody in Slack is called on-call'), remedy: expect.any(String) },
      { ok: true, what: expect.stringContaining('several people are called Bo Lund'), remedy: expect.any(String) },
    ])
  })
})
