// Checks what no file can know alone: intents that name each other, and words that stand in two places.

import { type Language, languages } from '../model/language.ts'
import { type Intent, steering } from '../model/shop.ts'
import { didYouMean } from './nearest.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** An intent with the file that it was read from. */
export type ReadIntent = { readonly intent: Intent; readonly file: YamlFile }

/** Equal for the understanding: capitals, spaces and punctuation make no difference. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()
}

function checkNames({ intent, file }: ReadIntent, names: readonly string[]) {
  intent.followUps.forEach((name, index) => {
    const at = ['follow-ups', index]
    if (name === intent.name) file.report(at, 'The intent follows itself.', 'Remove it.', { harm: 'follow-up' })
    else if (!names.includes(name))
      file.report(at, `There is no intent "${name}".`, didYouMean(name, names), { harm: 'follow-up' })
  })
  intent.steps.forEach((step, index) => {
    if (step.verb !== 'choose') return
    for (const option of step.options) {
      if (option.intent !== undefined && !names.includes(option.intent)) {
        const at = ['steps', index, 'options', option.value, 'intent']
        file.report(at, `There is no intent "${option.intent}".`, didYouMean(option.intent, names), {
          harm: 'follow-up',
        })
      }
    }
  })
}

/** The place of each utterance, by language and folded text. */
export class Utterances {
  readonly places = new Map<string, { readonly file: YamlFile; readonly line: number }>()

  add(file: YamlFile, path: Path, language: Language, text: string, remedy: string) {
    const line = file.lineOf(path)
    const key = `${language} ${folded(text)}`
    const other = this.places.get(key)
    if (other === undefined) {
      this.places.set(key, { file, line })
      return
    }
    const where = other.file === file ? `line ${other.line}` : `${other.file.name}:${other.line}`
    file.report(line, `"${text}" stands in ${where} already.`, remedy, { harm: 'clash' })
  }

  find(text: string): { readonly file: YamlFile; readonly line: number } | undefined {
    for (const language of languages) {
      const place = this.places.get(`${language} ${folded(text)}`)
      if (place !== undefined) return place
    }
    return undefined
  }
}

function addUtterances({ intent, file }: ReadIntent, utterances: Utterances) {
  const remedy = 'Keep it where it fits best: one wish, one intent.'
  for (const language of languages)
    intent.utterances[language].forEach((utterance, index) => {
      utterances.add(file, ['utterances', language, index], language, utterance, remedy)
    })
}

function checkTests({ intent, file }: ReadIntent, utterances: Utterances) {
  for (const test of intent.tests) {
    for (const said of test.talk) {
      const place = said.kind === 'customer' ? utterances.find(said.text) : undefined
      if (place !== undefined) {
        file.report(
          said.line,
          `The customer says what stands in ${place.file.name}:${place.line}.`,
          'Say it in other words: repeating an utterance proves nothing.',
          { harm: 'test' },
        )
      }
    }
  }
}

function checkLabels(intents: readonly ReadIntent[]) {
  for (const language of languages) {
    const seen = new Map<string, string>()
    for (const { intent, file } of intents) {
      const label = folded(intent.label[language])
      const other = seen.get(label)
      if (other !== undefined) {
        file.report(
          ['label', language],
          `The intent "${other}" has the same label.`,
          'Give them different ones: they may stand side by side.',
          { harm: 'clash' },
        )
      }
      seen.set(label, intent.name)
    }
  }
}

/**
 * Everything that goes across files. `names` are those of all intents, also of files with problems of their own;
 * `shopFile` takes the blame for what is missing altogether. `addOthers` adds lines that are learnt beside utterances.
 */
export function checkAcross(
  intents: readonly ReadIntent[],
  names: readonly string[],
  shopFile: YamlFile,
  addOthers: (utterances: Utterances) => void = () => {},
): void {
  for (const name of Object.values(steering)) {
    if (!names.includes(name)) {
      shopFile.report(1, `The intent "${name}" is missing.`, `Add ${name}.yaml: the engine acts on it.`)
    }
  }
  const utterances = new Utterances()
  for (const one of intents) {
    checkNames(one, names)
    addUtterances(one, utterances)
  }
  addOthers(utterances)
  for (const one of intents) checkTests(one, utterances)
  checkLabels(intents)
}
