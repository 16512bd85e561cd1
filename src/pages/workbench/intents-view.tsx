// The list of files beside the one that is open.

import { useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WorkbenchContent } from '../../model/workbench-api.ts'
import { Editor } from './editor.tsx'
import { FileList } from './file-list.tsx'
import { NewIntent } from './new-intent.tsx'
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
  return (
    <div class="intents" data-open={file !== undefined}>
      <FileList content={content} open={file} language={language} onNew={() => setMaking(true)} />
      <div class="intents-main">
        {file === undefined ? (
          <div class="middle">
            <h2>{words.chooseFile}</h2>
            <p>{words.chooseFileHelp}</p>
          </div>
        ) : (
          <Editor key={file} name={file} content={content} language={language} onChanged={onChanged} />
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
