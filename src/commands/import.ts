// `import`: makes intent files of what a shop has elsewhere, and puts edited tables back; shows first, writes when told.

import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Config } from '../config.ts'
import { folded } from '../intent-files/across.ts'
import { applyTable, isContentTable } from '../intent-files/content-table.ts'
import { fromChatwoot } from '../intent-files/imports/chatwoot.ts'
import { draftIntent, type IntentDraft, type Taken } from '../intent-files/imports/draft.ts'
import type { Import, Unused } from '../intent-files/imports/gathered.ts'
import { fromMarkdown, fromPage } from '../intent-files/imports/page.ts'
import { fromRasa } from '../intent-files/imports/rasa.ts'
import { fromTable } from '../intent-files/imports/table.ts'
import { sayProblems } from '../intent-files/problem.ts'
import { readFolder, readSources } from '../intent-files/read.ts'
import { type Language, languages } from '../model/language.ts'
import { detectLanguage } from '../understand/language.ts'

export const importSources = ['csv', 'rasa', 'faq-page', 'markdown', 'chatwoot'] as const
export type ImportSource = (typeof importSources)[number]

export type ImportOptions = {
  /** Without it the file's ending decides. */
  readonly from?: ImportSource
  /** Of the texts; without it the texts decide. */
  readonly language?: Language
  /** Writes the files; without it they are only shown. */
  readonly write?: boolean
}

const longestBytes = 5_000_000
const fetchLimitMs = 15_000

const byEnding: Readonly<Record<string, ImportSource>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.yml': 'rasa',
  '.yaml': 'rasa',
  '.html': 'faq-page',
  '.htm': 'faq-page',
  '.md': 'markdown',
  '.json': 'chatwoot',
}

/** The text of a file or page. */
async function textOf(place: string): Promise<string> {
  if (/^https?:\/\//.test(place)) {
    const answer = await fetch(place, { signal: AbortSignal.timeout(fetchLimitMs) }).catch(() => undefined)
    if (!answer?.ok) throw new Error(`${place} cannot be read. Save the page as a file and import that.`)
    return (await answer.text()).slice(0, longestBytes)
  }
  const bytes = await readFile(place).catch(() => {
    throw new Error(`${place} cannot be read. Give the path of a file, or the address of a page.`)
  })
  if (bytes.length > longestBytes) throw new Error(`${place} is larger than 5 MB. Split it into several files.`)
  return bytes.toString('utf8')
}

async function gather(place: string, source: string, from: ImportSource): Promise<Import> {
  if (from === 'csv') return fromTable(source)
  if (from === 'faq-page') return fromPage(source)
  if (from === 'markdown') return fromMarkdown(source)
  if (from === 'chatwoot') return fromChatwoot(source)
  const beside = (name: string) => readFile(join(dirname(place), name), 'utf8').catch(() => undefined)
  return fromRasa(
    source,
    (await beside('domain.yml')) ?? (await beside('domain.yaml')) ?? (await beside('../domain.yml')),
  )
}

/** What the folder uses already, so that nothing is written twice. */
function takenIn(sources: ReadonlyMap<string, string>): Taken {
  const { content } = readSources(sources)
  const intents = [...(content?.intents.values() ?? [])]
  return {
    names: new Set([...sources.keys()].map((name) => basename(name, '.yaml'))),
    labels: new Set(intents.flatMap(({ label }) => languages.map((language) => folded(label[language])))),
    utterances: new Set(intents.flatMap(({ utterances }) => languages.flatMap((one) => utterances[one].map(folded)))),
  }
}

/**
 * Shows what it would write and what it could not use; with `write` it writes, never over a file that is there.
 * Returns the exit code: 0 when something could be used.
 * @throws Error with a remedy when the file cannot be read or its kind is not known.
 */
export async function importFile(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  place: string,
  options: ImportOptions,
  out: (line: string) => void,
): Promise<number> {
  const source = await textOf(place)
  const sources = await readFolder(intentsFolder)
  if (isContentTable(source)) return putBack(intentsFolder, sources, source, place, options.write ?? false, out)
  const from =
    options.from ?? byEnding[extname(place).toLowerCase()] ?? (/^https?:/.test(place) ? 'faq-page' : undefined)
  if (from === undefined)
    throw new Error(`What kind of file ${place} is cannot be told. Say --from ${importSources.join('|')}.`)
  const { found, unused } = await gather(place, source, from)
  const language = options.language ?? detectLanguage(found.map(({ questions }) => questions.join('\n')).join('\n'))
  const taken = takenIn(sources)
  const left: Unused[] = [...unused]
  const drafts = found.flatMap((one) => {
    const draft = draftIntent(one, language, taken)
    if (draft === undefined) left.push({ line: one.line, what: `“${one.questions[0]}” is an utterance already.` })
    return draft === undefined ? [] : [draft]
  })
  show(place, drafts, left, language, out)
  if (drafts.length === 0) return 1
  if (!options.write) {
    out('\nNothing is written yet. Add --write to write these files.')
    return 0
  }
  await Promise.all(drafts.map(({ file, source: text }) => writeFile(join(intentsFolder, file), text, { flag: 'wx' })))
  out(
    `\n${drafts.length} files are written. "npm run check" names what they lack; until it is written, the shop's words`,
  )
  out('stay as they are where nightdesk runs, and it does not start anew with them.')
  return 0
}

function show(
  place: string,
  drafts: readonly IntentDraft[],
  unused: readonly Unused[],
  language: Language,
  out: (line: string) => void,
): void {
  for (const { file, utterances, source } of drafts) {
    const about = /^about: (.*)$/m.exec(source)?.[1] ?? ''
    out(`${file}  ${utterances} ${utterances === 1 ? 'utterance' : 'utterances'}, in ${language} only: ${about}`)
  }
  if (unused.length > 0) out(`\nNot used from ${place}:`)
  for (const { line, what } of unused.toSorted((a, b) => a.line - b.line)) out(`  line ${line}: ${what}`)
  if (drafts.length === 0) out(`Nothing in ${place} could be used. Questions with their answers are looked for.`)
}

/** An edited table of the shop's own content: only what was changed in it is changed in the files. */
async function putBack(
  folder: string,
  sources: ReadonlyMap<string, string>,
  table: string,
  place: string,
  write: boolean,
  out: (line: string) => void,
): Promise<number> {
  const { changed, problems, cells } = applyTable(sources, table, basename(place))
  if (problems.length > 0) {
    out(sayProblems(problems))
    out('\nNothing is written.')
    return 1
  }
  for (const [file, count] of cells) out(`${file}  ${count} ${count === 1 ? 'text' : 'texts'} changed`)
  if (changed.size === 0) out('The table says what the files say: there is nothing to write.')
  else if (!write) out('\nNothing is written yet. Add --write to write these files.')
  else for (const [file, text] of changed) await writeFile(join(folder, file), text)
  return 0
}
