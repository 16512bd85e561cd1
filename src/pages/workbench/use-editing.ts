// One open file while it is edited: its text and form, checked as one types, saved when the editor says so.

import { useEffect, useRef, useState } from 'preact/hooks'
import type {
  Checked,
  CheckPost,
  IntentForm,
  SaveAnswer,
  SavePost,
  WorkbenchFile,
  WorkbenchVersion,
} from '../../model/workbench-api.ts'
import { postJson } from '../parts/api-client.ts'
import { base, postSave, useRead } from './bench-calls.ts'
import { readDraft, writeDraft } from './kept-drafts.ts'

const typingMs = 400

export type CheckState = 'idle' | 'checking' | 'failed'
export type SaveState =
  | { readonly kind: 'idle' | 'saving' | 'failed' }
  | { readonly kind: 'answered'; readonly answer: SaveAnswer }

/** What stands in the page. `form` is newer than `text` until the check has written it in. */
type Working = {
  readonly text: string
  readonly form?: IntentForm
  /** Rises when the form was read anew from a text, as against typed. */
  readonly formRound: number
  readonly baseHash?: string
  readonly onDisk: string | undefined
}

export type Editing = ReturnType<typeof useEditing>

/** Mount its component with the file's name as key. */
export function useEditing(name: string, onSaved: () => void) {
  const [isNew] = useState(() => {
    const kept = readDraft(name)
    return kept !== undefined && kept.baseHash === undefined
  })
  const file = useRead<WorkbenchFile>(isNew ? undefined : `files/${name}`)
  const [working, setWorking] = useState<Working>()
  const [checked, setChecked] = useState<Pick<Checked, 'problems'>>()
  const [checkState, setCheckState] = useState<CheckState>('idle')
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'idle' })
  const [versions, setVersions] = useState<readonly WorkbenchVersion[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  /** Rises with each change, so that an answer about an older text is dropped. */
  const round = useRef(0)

  const check = async (post: Omit<CheckPost, 'name'>): Promise<Checked | undefined> => {
    const mine = ++round.current
    setCheckState('checking')
    try {
      const answer = await postJson<Checked>(`${base}/check`, { name, ...post })
      if (mine !== round.current) return undefined
      setCheckState('idle')
      setChecked(answer)
      // The form on show stays as typed: an empty line that is being filled must not vanish.
      setWorking((before) => before && (post.form ? { ...before, text: answer.text } : readAnew(before, answer)))
      return answer
    } catch {
      if (mine === round.current) setCheckState('failed')
      return undefined
    }
  }

  useEffect(() => {
    const kept = readDraft(name)
    const read = file.value
    if (!working && read && !kept) {
      setWorking({ text: read.text, baseHash: read.hash, onDisk: read.text, formRound: 0, ...withForm(read) })
      setChecked(read)
    } else if (!working && kept && (read || isNew || file.failed === 404)) {
      setWorking({ ...kept, onDisk: read?.text, formRound: 0 })
      void check({ text: kept.text })
    }
    if (read) setVersions(read.versions)
  }, [file.value, file.failed])
  useEffect(() => () => clearTimeout(timer.current), [])

  const dirty = working !== undefined && working.text !== working.onDisk
  useEffect(() => {
    if (!working) return
    const { text, baseHash } = working
    writeDraft(name, dirty ? { text, ...(baseHash && { baseHash }) } : undefined)
  }, [working?.text, dirty])

  const soon = (post: Omit<CheckPost, 'name'>) => {
    ++round.current
    clearTimeout(timer.current)
    setCheckState('checking')
    setSaveState({ kind: 'idle' })
    timer.current = setTimeout(() => void check(post), typingMs)
  }

  const settle = (answer: SaveAnswer) => {
    setSaveState({ kind: 'answered', answer })
    if (answer.outcome !== 'saved') return
    setVersions((before) => [answer.version, ...before])
    setWorking((before) => before && { ...before, text: answer.text, onDisk: answer.text, baseHash: answer.hash })
    void check({ text: answer.text })
    writeDraft(name, undefined)
    file.again()
    onSaved()
  }

  const saveFrom = async (text: string, baseHash: string | undefined) => {
    setSaveState({ kind: 'saving' })
    const post: SavePost = { text, ...(baseHash && { baseHash }) }
    try {
      settle(await postSave(`files/${name}`, post))
    } catch {
      setSaveState({ kind: 'failed' })
    }
  }

  return {
    file,
    working,
    dirty,
    problems: checked?.problems ?? [],
    checkState,
    saveState,
    versions,
    writeText(text: string) {
      setWorking((before) => before && { ...before, text })
      soon({ text })
    },
    writeForm(form: IntentForm) {
      if (!working) return
      setWorking({ ...working, form })
      soon({ text: working.text, form })
    },
    /** The form's last changes are in the text, for whoever shows it next. */
    async flush() {
      clearTimeout(timer.current)
      if (working && checkState !== 'idle')
        await check({ text: working.text, ...(working.form && { form: working.form }) })
    },
    /** Without a hash over the state that was opened; with one over what was just shown. */
    async save(over?: string) {
      if (!working) return
      clearTimeout(timer.current)
      const pending =
        checkState === 'idle'
          ? undefined
          : await check({ text: working.text, ...(working.form && { form: working.form }) })
      await saveFrom(pending?.text ?? working.text, over ?? working.baseHash)
    },
    async restore(version: string) {
      if (!working?.baseHash) return
      setSaveState({ kind: 'saving' })
      try {
        settle(await postSave(`files/${name}/restore`, { version, baseHash: working.baseHash }))
      } catch {
        setSaveState({ kind: 'failed' })
      }
    },
    /** Back to what stands on disk, or to a text that somebody else put there. */
    discard(text = working?.onDisk, hash = working?.baseHash) {
      writeDraft(name, undefined)
      setSaveState({ kind: 'idle' })
      if (text === undefined) return
      setWorking({ text, onDisk: text, formRound: 0, ...(hash && { baseHash: hash }) })
      void check({ text })
    },
  }
}

function readAnew({ form: _, ...before }: Working, answer: Checked): Working {
  return { ...before, text: answer.text, formRound: before.formRound + 1, ...withForm(answer) }
}

function withForm({ form }: { readonly form?: IntentForm }): { form?: IntentForm } {
  return form ? { form } : {}
}
