// A conversation as the customer saw it, read from the stats: for managers, who need not be agents.

import type { ReadConversation } from '../../model/views.ts'
import { channelName } from '../parts/channel-names.ts'
import { Dialog } from '../parts/dialog.tsx'
import { sayClock, sayDate, sayNumber } from '../parts/locale.ts'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { useView } from './use-view.ts'
import { Late, Trouble } from './waiting.tsx'
import { readingWords } from './words/reading-words.ts'

type Props = { readonly id: string; readonly zone: string; readonly onClose: () => void }

export function ReadingDrawer({ id, zone, onClose }: Props) {
  const { language } = useAsking()
  const words = readingWords[language]
  const { value, failed, refused, again } = useView<ReadConversation>(`/api/stats/conversations/${id}`)
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div class="evidence reading">
        <button type="button" class="drawer-close" data-first aria-label={staffWords[language].close} onClick={onClose}>
          ×
        </button>
        <p class="where">
          {value && `${channelName(value.channel, language)} · `}
          <code>{id}</code>
        </p>
        <p class="tile-under">{words.help}</p>
        {value && <Lines read={value} zone={zone} />}
        {!value && !failed && <Late />}
        {failed && refused !== undefined && <p role="alert">{words.gone}</p>}
        {failed && refused === undefined && <Trouble again={again} />}
      </div>
    </Dialog>
  )
}

function Lines({ read, zone }: { readonly read: ReadConversation; readonly zone: string }) {
  const { language } = useAsking()
  const words = readingWords[language]
  if (read.lines.length === 0) return <p>{words.nothing}</p>
  return (
    <>
      <ol class="said">
        {read.lines.map((line, index) => (
          <li key={index} class={line.author}>
            <p class="tile-under">
              <strong>{words.author[line.author]}</strong> · {sayDate(line.at, language, zone)}{' '}
              {sayClock(line.at, language, zone)}
            </p>
            {line.text !== '' && <p lang={line.language ?? read.language}>{line.text}</p>}
            {line.files !== undefined && <p class="tile-under">{words.files(sayNumber(line.files, language))}</p>}
          </li>
        ))}
      </ol>
      {read.more && <p class="tile-under">{words.cut}</p>}
    </>
  )
}
