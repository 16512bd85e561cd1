// Every way in and out at this moment: its last message, its last reply, whether it works; and who is in to answer.

import type { ChannelHealth, ChannelsReport } from '../../model/views.ts'
import { channelName } from '../parts/channel-names.ts'
import { sayMoment, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { Term } from './term.tsx'
import { viewWords } from './words/view-words.ts'

type Props = { readonly channels: ChannelsReport; readonly zone: string }

const signs = { works: '●', trouble: '▲', unknown: '○' } as const

export function Channels({ channels: { channels, now, since }, zone }: Props) {
  return (
    <div class="ways">
      <Term name="channelHealth" />
      <ul>
        {channels.map((channel) => (
          <Way key={channel.name} channel={channel} now={now} since={since} zone={zone} />
        ))}
      </ul>
    </div>
  )
}

type WayProps = {
  readonly channel: ChannelHealth
  readonly now: number
  readonly since: number
  readonly zone: string
}

function Way({ channel, now, since, zone }: WayProps) {
  const { language } = useAsking()
  const words = viewWords[language]
  const { name, state, lastInAt, lastOutAt, waitingAgain, failedCode, said } = channel
  const at = (moment: number) => sayMoment(moment, now, language, zone)
  const times = [
    lastInAt !== undefined && words.lastIn(at(lastInAt)),
    lastOutAt !== undefined && words.lastOut(at(lastOutAt)),
  ].filter(Boolean)
  const quiet = since > 0 ? words.notSince(at(since)) : words.nothingYet
  const wrong = [
    waitingAgain !== undefined && words.waitingAgain(sayNumber(waitingAgain, language)),
    failedCode !== undefined && words.lastFailed(words.codes[failedCode] ?? failedCode),
    said,
  ].filter(Boolean)
  return (
    <li class={`way ${state}`}>
      <span class="way-sign" role="img" aria-label={words[state]} title={words[state]}>
        {signs[state]}
      </span>
      <b>{channelName(name, language)}</b>
      <span class="way-times">{times.length > 0 ? times.join(' · ') : state === 'works' ? '' : quiet}</span>
      {wrong.length > 0 && <span class="way-wrong">{wrong.join('. ')}</span>}
    </li>
  )
}
