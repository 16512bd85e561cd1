// Every intent file with its kind, counts and troubles; typing narrows it.

import { useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WorkbenchContent, WorkbenchFileLine } from '../../model/workbench-api.ts'
import { draftNames } from './kept-drafts.ts'
import { writePlace } from './place.ts'
import { sayWhen } from './say-when.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly content: WorkbenchContent
  readonly open: string | undefined
  readonly language: Language
  readonly onNew: () => void
}

export function FileList({ content, open, language, onNew }: Props) {
  const words = workbenchWords[language]
  const [wanted, setWanted] = useState('')
  const found = content.files.filter((file) => matches(file, wanted.trim().toLowerCase()))
  const unsaved = draftNames()
  const fresh = unsaved.filter((name) => content.files.every((file) => file.name !== name))
  const line = (file: WorkbenchFileLine) => (
    <FileLine key={file.name} file={file} open={open} language={language} unsaved={unsaved.includes(file.name)} />
  )
  const own = found.filter(({ name }) => name.startsWith('_'))
  return (
    <nav class="files" aria-label={words.intents}>
      <div class="files-head">
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <button type="button" class="main" onClick={onNew}>
          {words.newIntent}
        </button>
      </div>
      {found.length === 0 && <p class="quiet-line">{words.nothingFound}</p>}
      <ul>
        {fresh.map((name) => line({ name, tests: 0, errors: 0, warnings: 0 }))}
        {found.filter(({ name }) => !name.startsWith('_')).map(line)}
      </ul>
      {own.length > 0 && <h2>{words.ownFiles}</h2>}
      <ul>{own.map(line)}</ul>
      {content.removed.length > 0 && <h2>{words.removedList}</h2>}
      <ul>
        {content.removed.map(({ name, who, at }) => (
          <li key={name}>
            <a href={writePlace({ view: 'intents', file: name })} aria-current={open === name ? 'page' : undefined}>
              <span class="file-label">{name}</span>
              <span class="file-name">
                {words.removedBy(who || words.outside, sayWhen(at, language, content.zone))}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function matches({ name, label }: WorkbenchFileLine, wanted: string): boolean {
  return [name, ...Object.values(label ?? {})].some((text) => text.toLowerCase().includes(wanted))
}

function FileLine({
  file,
  open,
  language,
  unsaved,
}: Pick<Props, 'open' | 'language'> & { readonly file: WorkbenchFileLine; readonly unsaved: boolean }) {
  const words = workbenchWords[language]
  const { name, label, utterances, tests, errors, warnings } = file
  const count = Object.values(utterances ?? {}).reduce((sum, one) => sum + one, 0)
  const marks = [
    ...(errors > 0 ? [{ kind: 'error', text: words.errors(errors) }] : []),
    ...(warnings > 0 ? [{ kind: 'warning', text: words.warnings(warnings) }] : []),
    ...(unsaved ? [{ kind: 'unsaved', text: words.changedHere }] : []),
  ]
  return (
    <li>
      <a href={writePlace({ view: 'intents', file: name })} aria-current={open === name ? 'page' : undefined}>
        <span class="file-label">{label?.[language] || name}</span>
        <span class="file-name">
          {name}
          {utterances && ` · ${words.counts(count, tests)}`}
        </span>
        {marks.map(({ kind, text }) => (
          <span key={kind} class={`mark ${kind}`}>
            {text}
          </span>
        ))}
      </a>
    </li>
  )
}
