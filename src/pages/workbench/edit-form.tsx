// An intent as a form: one language at a time, with the shop's first language beside it.

import { useState } from 'preact/hooks'
import { languages as allLanguages, type Language } from '../../model/language.ts'
import type { IntentForm } from '../../model/workbench-api.ts'
import { ownNames } from '../parts/language-choice.ts'
import { languageName } from '../parts/locale.ts'
import { workbenchWords } from './words/by-language.ts'
import type { WorkbenchWords } from './words/workbench-words.ts'

type Props = {
  readonly form: IntentForm
  readonly language: Language
  /** The shop's, the first one first. */
  readonly languages: readonly Language[]
  readonly onForm: (form: IntentForm) => void
}

const kinds = ['question', 'look-up', 'request', 'talk'] as const

export function EditForm({ form, language, languages, onForm }: Props) {
  const words = workbenchWords[language]
  const first = languages[0] ?? 'en'
  const [shown, setShown] = useState<Language>(languages.includes(language) ? language : first)
  return (
    <div class="edit-form">
      <label>
        {words.about}
        <input value={form.about} onInput={(event) => onForm({ ...form, about: event.currentTarget.value })} />
      </label>
      <label class="narrow">
        {words.kind}
        <select
          value={form.kind}
          onChange={(event) => {
            const kind = kinds.find((one) => one === event.currentTarget.value)
            if (kind) onForm({ ...form, kind })
          }}
        >
          {form.kind === '' && <option value="">{words.missing}</option>}
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="segments">
        <legend class="unseen">{words.language}</legend>
        {allLanguages.map((one) => (
          <label key={one}>
            <input type="radio" name="edited-language" checked={one === shown} onChange={() => setShown(one)} />
            <span lang={one}>
              {ownNames[one]}
              {isMissing(form, one) && <em class="gap-mark"> {words.missing}</em>}
            </span>
          </label>
        ))}
      </fieldset>
      <InLanguage key={shown} form={form} language={language} shown={shown} first={first} onForm={onForm} />
    </div>
  )
}

function isMissing({ label, utterances, texts }: IntentForm, language: Language): boolean {
  return label[language] === '' || utterances[language].length === 0 || texts.some(({ text }) => text[language] === '')
}

function InLanguage({
  form,
  language,
  shown,
  first,
  onForm,
}: Omit<Props, 'languages'> & { readonly shown: Language; readonly first: Language }) {
  const words = workbenchWords[language]
  // As typed: the form itself holds lines without the empty ones.
  const [lines, setLines] = useState(() => form.utterances[shown].join('\n'))
  const beside = (text: string) =>
    shown !== first && text !== '' ? (
      <p class="quiet-line">{words.inLanguage(languageName(first, language), text)}</p>
    ) : null
  return (
    <div class="in-language">
      <label>
        {words.label}
        <input
          lang={shown}
          value={form.label[shown]}
          onInput={(event) => onForm({ ...form, label: { ...form.label, [shown]: event.currentTarget.value } })}
        />
      </label>
      <p class="quiet-line">{words.labelHelp}</p>
      {beside(form.label[first])}
      <label>
        {words.utterances}
        <textarea
          lang={shown}
          rows={Math.min(18, Math.max(8, lines.split('\n').length + 1))}
          value={lines}
          onInput={(event) => {
            const typed = event.currentTarget.value
            setLines(typed)
            const utterances = typed
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== '')
            onForm({ ...form, utterances: { ...form.utterances, [shown]: utterances } })
          }}
        />
      </label>
      <p class="quiet-line">{words.utterancesHelp}</p>
      {form.texts.map(({ path, text }, at) => (
        <div key={path}>
          <label>
            {nameOf(path, words)}
            <textarea
              lang={shown}
              rows={Math.min(12, Math.max(2, text[shown].split('\n').length + 1))}
              value={text[shown]}
              onInput={(event) => {
                const said = { ...text, [shown]: event.currentTarget.value }
                onForm({ ...form, texts: form.texts.map((one, index) => (index === at ? { path, text: said } : one)) })
              }}
            />
          </label>
          {beside(text[first])}
        </div>
      ))}
    </div>
  )
}

/** `steps.2.question` as "Step 3: question". */
function nameOf(path: string, words: WorkbenchWords): string {
  const [root, step, what = '', ...rest] = path.split('.')
  if (root !== 'steps') return words.answer
  const detail = rest.length > 0 ? ` ${rest.join(' ')}` : ''
  return words.step(Number(step) + 1, `${words.stepWords[what] ?? what}${detail}`)
}
