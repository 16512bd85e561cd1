// Troubles of several customers, above the list: confirmed with a note, dismissed, or declared over.

import { useState } from 'preact/hooks'
import type { DeskIncident, DeskIncidentAnswer, DeskIncidentPost } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { postJson } from '../parts/api-client.ts'
import { sayWait } from '../parts/duration.ts'
import { languageName } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { alarmWords } from './words/alarm-words.ts'
import { tagName } from './words/tag-names.ts'

type Shared = {
  readonly language: Language
  /** The languages that customers are served in; the first is the shop's own. */
  readonly languages: readonly Language[]
  /** Server time, epoch ms. */
  readonly now: number
  /** Something changed: read the list again. */
  readonly onChange: () => void
}

export function IncidentCards({ incidents, ...shared }: Shared & { readonly incidents: readonly DeskIncident[] }) {
  return (
    <>
      {incidents.map((incident) => (
        <IncidentCard key={incident.id} incident={incident} {...shared} />
      ))}
    </>
  )
}

type Note = NonNullable<DeskIncident['note']>

function IncidentCard({ incident, language, languages, now, onChange }: Shared & { readonly incident: DeskIncident }) {
  const words = alarmWords[language]
  const names = useShopNames(language)
  const { id, state, tag, customers, since, note, confirmedBy } = incident
  const [writes, setWrites] = useState<typeof state>()
  const [failed, setFailed] = useState(false)
  const settle = async (change: DeskIncidentPost) => {
    setFailed(false)
    try {
      await postJson<DeskIncidentAnswer>(`/api/desk/incidents/${id}`, change)
      setWrites(undefined)
    } catch {
      setFailed(true)
    }
    onChange()
  }
  const isKnown = state === 'known'
  return (
    <section class={`incident ${state}`} aria-labelledby={`incident-${id}`}>
      <h3 id={`incident-${id}`}>{isKnown ? words.known : words.suspected}</h3>
      <p>
        <strong>{tag === undefined ? names.intent(incident.intent) || incident.label : tagName(tag, language)}</strong>
        <span class="incident-facts">
          {words.customers(customers)} · {words.since(sayWait(now - since, language))}
          {confirmedBy && ` · ${words.toldBy(confirmedBy.name)}`}
        </span>
      </p>
      {isKnown && note && <NoteShown note={note} language={language} languages={languages} />}
      {writes === state ? (
        <NoteForm
          {...{ id, language, languages, needsNote: !isKnown }}
          help={isKnown ? words.allClearHelp : words.confirmHelp}
          onSend={(written) => void settle({ kind: isKnown ? 'over' : 'confirm', note: written })}
          onCancel={() => setWrites(undefined)}
        />
      ) : (
        <div class="incident-acts">
          <button type="button" class="main" onClick={() => setWrites(state)}>
            {isKnown ? words.allClear : words.confirm}
          </button>
          {!isKnown && (
            <button type="button" onClick={() => void settle({ kind: 'dismiss' })}>
              {words.dismiss}
            </button>
          )}
        </div>
      )}
      {failed && (
        <p class="warning" role="alert">
          {words.notDone}
        </p>
      )}
    </section>
  )
}

function NoteShown({ note, language, languages }: { note: Note } & Pick<Shared, 'language' | 'languages'>) {
  const shown = [language, ...languages].find((one) => note[one] !== undefined)
  return shown === undefined ? null : (
    <p class="incident-note" lang={shown} dir="auto">
      {note[shown]}
    </p>
  )
}

type FormProps = Pick<Shared, 'language' | 'languages'> & {
  readonly id: string
  readonly help: string
  readonly needsNote: boolean
  readonly onSend: (note: Note) => void
  readonly onCancel: () => void
}

/** The agent's own language first, where customers are served in it; the others can be left empty. */
function NoteForm({ id, help, needsNote, language, languages, onSend, onCancel }: FormProps) {
  const words = alarmWords[language]
  const [note, setNote] = useState<Note>({})
  const [first, ...others] = languages.toSorted((one, other) => Number(other === language) - Number(one === language))
  const isEmpty = !Object.values(note).some((text) => text.trim() !== '')
  const field = (one: Language, opens: boolean) => (
    <label key={one} class="incident-field">
      {words.note(languageName(one, language))}
      <textarea
        rows={3}
        maxLength={1000}
        lang={one}
        value={note[one] ?? ''}
        ref={(element) => {
          if (opens && element && note[one] === undefined) element.focus()
        }}
        onInput={(event) => setNote({ ...note, [one]: event.currentTarget.value })}
      />
    </label>
  )
  return (
    <form
      aria-labelledby={`incident-${id}`}
      onSubmit={(event) => {
        event.preventDefault()
        onSend(note)
      }}
    >
      <p>{help}</p>
      {first && field(first, true)}
      {others.length > 0 && (
        <details>
          <summary>{words.otherLanguages}</summary>
          {others.map((one) => field(one, false))}
        </details>
      )}
      <div class="incident-acts">
        <button type="submit" class="main" disabled={needsNote && isEmpty}>
          {words.tellCustomers}
        </button>
        <button type="button" onClick={onCancel}>
          {staffWords[language].cancel}
        </button>
      </div>
    </form>
  )
}
