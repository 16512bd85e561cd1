// One open file: its parts as tabs, the checks beside them, and saving below.

import { useRef, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WorkbenchContent } from '../../model/workbench-api.ts'
import { PageFailed, PageLoading } from '../parts/page-states.tsx'
import { EditForm } from './edit-form.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { writePlace } from './place.ts'
import { Problems } from './problems.tsx'
import { RemoveIntent } from './remove-intent.tsx'
import { SaveBar } from './save-bar.tsx'
import { TestsPanel } from './tests-panel.tsx'
import { TryPanel } from './try-panel.tsx'
import { type Editing, useEditing } from './use-editing.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly name: string
  readonly content: WorkbenchContent
  readonly language: Language
  readonly onChanged: () => void
  /** The file is gone: the folder and this place have to be read again. */
  readonly onRemoved: () => void
}

const parts = ['form', 'text', 'try', 'tests', 'history'] as const
type Part = (typeof parts)[number]

export function Editor({ name, content, language, onChanged, onRemoved }: Props) {
  const words = workbenchWords[language]
  const editing = useEditing(name, onChanged)
  const { file, working } = editing
  if (!working) {
    if (file.failed === 404) return <p class="middle">{words.noSuchFile}</p>
    if (file.failed !== undefined) return <PageFailed language={language} again={file.again} />
    return <PageLoading language={language} />
  }
  const line = content.files.find((one) => one.name === name)
  const title = line?.label?.[language] || name
  return (
    <article class="editor" aria-labelledby="editor-title">
      <header class="editor-head">
        <a class="back" href={writePlace({ view: 'intents' })}>
          ← {words.back}
        </a>
        <h2 id="editor-title">{title}</h2>
        <p class="quiet-line">{name}.yaml</p>
        {line && content.writable && !name.startsWith('_') && (
          <Remove name={name} title={title} editing={editing} language={language} onRemoved={onRemoved} />
        )}
      </header>
      <Parts name={name} editing={editing} content={content} language={language} />
      <SaveBar editing={editing} writable={content.writable} language={language} onLive={onChanged} />
    </article>
  )
}

function Remove({
  name,
  title,
  editing,
  language,
  onRemoved,
}: Pick<Props, 'name' | 'language' | 'onRemoved'> & { readonly title: string; readonly editing: Editing }) {
  const words = workbenchWords[language]
  const [asking, setAsking] = useState(false)
  const baseHash = editing.working?.baseHash
  if (baseHash === undefined) return null
  return (
    <>
      <button type="button" class="quiet remove" onClick={() => setAsking(true)}>
        {words.remove} …
      </button>
      {asking && (
        <RemoveIntent
          name={name}
          title={title}
          baseHash={baseHash}
          language={language}
          onRemoved={onRemoved}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Parts({
  name,
  editing,
  content,
  language,
}: Pick<Props, 'name' | 'content' | 'language'> & { readonly editing: Editing }) {
  const words = workbenchWords[language]
  const [part, setPart] = useState<Part>(name.startsWith('_') ? 'text' : 'form')
  const area = useRef<HTMLTextAreaElement>(null)
  const text = editing.working?.text ?? ''
  const draft = { name, text }
  const show = async (next: Part) => {
    await editing.flush()
    setPart(next)
  }
  const goToLine = async (line: number) => {
    await show('text')
    // The text is on the page only after the next drawing.
    requestAnimationFrame(() => selectLine(area.current, line))
  }
  return (
    <>
      <fieldset class="segments">
        <legend class="unseen">{words.title}</legend>
        {parts.map((one) => (
          <button key={one} type="button" aria-pressed={part === one} onClick={() => void show(one)}>
            {words.parts[one]}
          </button>
        ))}
      </fieldset>
      <div class="editor-body" data-checks={part === 'form' || part === 'text'}>
        <div class="editor-part">
          {part === 'form' && <FormPart editing={editing} content={content} language={language} />}
          {part === 'text' && (
            <textarea
              ref={area}
              class="whole-file"
              aria-label={words.wholeFile}
              spellcheck={false}
              maxLength={40_000}
              value={text}
              onInput={(event) => editing.writeText(event.currentTarget.value)}
            />
          )}
          {part === 'try' && (
            <TryPanel language={language} languages={content.languages} {...(editing.dirty && { draft })} />
          )}
          {part === 'tests' && <TestsPanel draft={draft} language={language} onLine={(line) => void goToLine(line)} />}
          {part === 'history' && <HistoryPanel name={name} editing={editing} zone={content.zone} language={language} />}
        </div>
        {(part === 'form' || part === 'text') && (
          <Checks name={name} editing={editing} language={language} onLine={(line) => void goToLine(line)} />
        )}
      </div>
    </>
  )
}

function FormPart({ editing, content, language }: Pick<Props, 'content' | 'language'> & { readonly editing: Editing }) {
  const words = workbenchWords[language]
  const { working, checkState } = editing
  if (!working?.form) return <p class="middle small">{checkState === 'checking' ? words.checking : words.noForm}</p>
  return (
    <EditForm
      key={working.formRound}
      form={working.form}
      language={language}
      languages={content.languages}
      onForm={editing.writeForm}
    />
  )
}

function Checks({
  name,
  editing,
  language,
  onLine,
}: Pick<Props, 'name' | 'language'> & { readonly editing: Editing; readonly onLine: (line: number) => void }) {
  const words = workbenchWords[language]
  const { problems, checkState } = editing
  const own = problems.filter(({ file }) => file === `${name}.yaml`)
  const others = problems.filter(({ file }) => file !== `${name}.yaml`)
  return (
    <section class="checks" aria-label={words.problems} aria-busy={checkState === 'checking'}>
      <h3>{words.problems}</h3>
      <p class="quiet-line" role="status">
        {checkState === 'checking' && words.checking}
        {checkState === 'failed' && words.checkFailed}
        {checkState === 'idle' && (problems.length === 0 ? words.noProblems : sayCounts(problems, words))}
      </p>
      <Problems
        problems={own}
        language={language}
        file={`${name}.yaml`}
        text={editing.working?.text ?? ''}
        onLine={onLine}
      />
      {others.length > 0 && <h4>{words.otherFiles}</h4>}
      <Problems problems={others} language={language} />
    </section>
  )
}

function sayCounts(problems: Editing['problems'], words: (typeof workbenchWords)['en']): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  return [errors > 0 && words.errors(errors), warnings > 0 && words.warnings(warnings)].filter(Boolean).join(', ')
}

/** Marks the line and brings it into view. */
function selectLine(area: HTMLTextAreaElement | null, line: number): void {
  if (!area) return
  const lines = area.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  area.focus()
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  area.scrollTop = Math.max(0, (line - 5) * (area.scrollHeight / lines.length))
}
