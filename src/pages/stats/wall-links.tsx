// Links to the wall screen: made here, shown once, ended here.

import { useState } from 'preact/hooks'
import type { WallLink } from '../../model/wall.ts'
import { deleteAt, postJson } from '../parts/api-client.ts'
import { Dialog } from '../parts/dialog.tsx'
import { sayMoment } from '../parts/locale.ts'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { useView } from './use-view.ts'
import { viewWords } from './words/view-words.ts'

const path = '/api/wall/links'

/** The button, and the list behind it. */
export function WallLinks({ zone }: { readonly zone: string }) {
  const { language } = useAsking()
  const [open, setOpen] = useState(false)
  return (
    <div class="wall-links">
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {viewWords[language].wall} …
      </button>
      {open && <LinksDialog zone={zone} onClose={() => setOpen(false)} />}
    </div>
  )
}

type Props = { readonly zone: string; readonly onClose: () => void }

function LinksDialog({ zone, onClose }: Props) {
  const { language } = useAsking()
  const words = viewWords[language]
  const { value, failed, again } = useView<{ readonly links: readonly WallLink[] }>(path)
  const [name, setName] = useState('')
  const [made, setMade] = useState<string>()
  const [refused, setRefused] = useState(false)
  const change = (done: Promise<unknown>) =>
    done.then(
      () => {
        setRefused(false)
        again()
      },
      () => setRefused(true),
    )
  return (
    <Dialog title={words.wall} onClose={onClose}>
      <p>{words.wallHelp}</p>
      <form
        class="wall-form"
        onSubmit={(event) => {
          event.preventDefault()
          void change(
            postJson<{ readonly url: string }>(path, { name }).then(({ url }) => {
              setMade(url)
              setName('')
            }),
          )
        }}
      >
        <label>
          {words.wallName}
          <input
            data-first
            required
            maxLength={40}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="main">
          {words.wallMake}
        </button>
      </form>
      {made !== undefined && <MadeLink url={made} />}
      {(failed || refused) && <p role="alert">{staffWords[language].serverTrouble}</p>}
      {value?.links.length === 0 && <p class="tile-under">{words.wallNone}</p>}
      <ul class="wall-list">
        {value?.links.map(({ id, name: hangs, lastUsedAt }) => (
          <li key={id}>
            <span>
              <b>{hangs}</b>{' '}
              <span class="n">
                {lastUsedAt === undefined
                  ? words.wallNever
                  : words.wallUsed(sayMoment(lastUsedAt, Date.now(), language, zone))}
              </span>
            </span>
            <button type="button" onClick={() => void change(deleteAt(`${path}/${id}`))}>
              {words.wallEnd(hangs)}
            </button>
          </li>
        ))}
      </ul>
      <div class="row-end">
        <button type="button" onClick={onClose}>
          {staffWords[language].close}
        </button>
      </div>
    </Dialog>
  )
}

/** The address is told once; where the browser may not copy, it can be marked and copied by hand. */
function MadeLink({ url }: { readonly url: string }) {
  const { language } = useAsking()
  const words = viewWords[language]
  const [copied, setCopied] = useState(false)
  return (
    <div class="wall-made" role="status">
      <label>
        {words.wallMade}
        <input readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button
        type="button"
        onClick={() =>
          navigator.clipboard?.writeText(url).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }
      >
        {copied ? `✓ ${words.copied}` : words.copy}
      </button>
    </div>
  )
}
