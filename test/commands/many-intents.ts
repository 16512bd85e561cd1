// Content of any size, made from a seed: intents with words of their own and words that all share, in five languages.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { offTopicFileName } from '../../src/intent-files/off-topic-file.ts'
import { languages } from '../../src/model/language.ts'
import { good } from '../intent-files/good-folder.ts'

const offTopicFile = join(import.meta.dirname, '..', '..', 'intents', offTopicFileName)
const syllables = ['ka', 'lo', 'mi', 'ru', 'se', 'to', 'vi', 'no', 'pe', 'da', 'gu', 'hy', 'fa', 'bø', 'lä', 'tå']

/** A pseudo-random number below `below`, from Park and Miller's generator. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** A folder of files by name: the good one, with so many questions of ten utterances in each language. */
export function manyIntents(count: number, seed = 7): Map<string, string> {
  const roll = dice(seed)
  const word = () => Array.from({ length: 2 + roll(3) }, () => syllables[roll(syllables.length)]).join('')
  const shared = Object.fromEntries(languages.map((language) => [language, Array.from({ length: 400 }, word)]))
  const files = new Map(good).set(offTopicFileName, readFileSync(offTopicFile, 'utf8'))
  for (let number = 0; number < count; number++) {
    const name = `question-${number}`
    const block = languages.map((language) => {
      const own = Array.from({ length: 12 }, word)
      const lines = Array.from({ length: 10 }, (_, line) => {
        const words = [own[line], own[roll(12)], ...Array.from({ length: 3 }, () => shared[language]?.[roll(400)])]
        return `    - ${words.join(' ')} ${word()}\n`
      })
      return `  ${language}:\n${lines.join('')}`
    })
    const inAll = (indent: string, text: string) => languages.map((one) => `${indent}${one}: ${text} ${one}\n`).join('')
    files.set(
      `${name}.yaml`,
      `intent: ${name}\nabout: About ${word()}.\nkind: question\nlabel:\n${inAll('  ', `Label ${number}`)}utterances:\n${block.join('')}answer:\n${inAll('  ', 'It is {return_days}')}`,
    )
  }
  return files
}
