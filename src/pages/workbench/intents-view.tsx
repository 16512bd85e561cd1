// The list of files beside the one that is open.

import { useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WorkbenchContent } from '../../model/workbench-api.ts'
import { Editor } from './editor.tsx'
import { FileList } from './file-list.tsx'
import { draftNames } from './kept-drafts.ts'
import { NewIntent } from './new-intent.tsx'
import { RemovedIntent } from './removed-intent.tsx'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly content: WorkbenchContent
  readonly file: string | undefined
  readonly language: Language
  /** The folder has changed: read it again. */
  readonly onChanged: () => void
}

export function IntentsView({ content, file, language, onChanged }: Props) {
  const words = workbenchWords[language]
  const [making, setMaking] = useState(false)
  /** Rises when a file went or came back, so that it is opened anew. */
  const [round, setRound] = useState(0)
  const removed = content.removed.find(({ name }) => name === file)
  const isDraft = file !== undefined && draftNames().includes(file)
  const changed = () => {
    setRound((before) => before + 1)
    onChanged()
  }
  return (
    <div class="intents" data-open={file !== undefined}>
      <FileList content={content} open={file} language={language} onNew={() => setMaking(true)} />
      <div class="intents-main">
        {file === undefined ? (
          <div class="middle">
            <h2>{words.chooseFile}</h2>
            <p>{words.chooseFileHelp}</p>
          </div>
        ) : removed && !isDraft ? (
          <RemovedIntent
            key={removed.version}
            removed={removed}
            zone={content.zone}
            writable={content.writable}
            language={language}
            onRestored={changed}
          />
        ) : (
          <Editor
            key={`${file} ${round}`}
            name={file}
            content={content}
            language={language}
            onChanged={onChanged}
            onRemoved={changed}
          />
        )}
      </div>
      {making && (
        <NewIntent
          language={language}
          taken={content.files.map(({ name }) => name)}
          suggested=""
          onClose={() => setMaking(false)}
        />
      )}
    </div>
  )
}
