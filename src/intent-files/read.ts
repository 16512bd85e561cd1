// Reads the folder of the shop's words whole: content if it can be used, and every problem at once.

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../model/language.ts'
import { type Content, type PhraseName, phraseNames, type Text } from '../model/shop.ts'
import { checkAcross, type ReadIntent } from './across.ts'
import { checkAlike } from './alike.ts'
import { readIntent } from './intent-file.ts'
import { nearest } from './nearest.ts'
import { checkOffTopic, offTopicFileName, readOffTopic } from './off-topic-file.ts'
import { fieldsOf, lineOfOrder, readOrders } from './orders-file.ts'
import { phrasesFileName, readPhrases } from './phrases-file.ts'
import { inOrder, type Problem } from './problem.ts'
import { productsFileName, readProducts } from './products-file.ts'
import { readShop, type ShopFile, shopFileName } from './shop-file.ts'
import type { Surroundings } from './steps.ts'
import { anything, shopVariables } from './texts.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

/** What a folder holds. `content` is missing if there is an error; warnings leave it usable. */
export type ReadContent = {
  readonly content?: Content
  readonly problems: readonly Problem[]
  /** The line of an utterance, by its intent's file; 1 for what is not there. */
  readonly lineOfUtterance?: (file: string, language: Language, index: number) => number
}

type Found = (problem: Problem) => void

/** Files by name: the whole folder as one value, so that reading it is pure. */
export type Sources = ReadonlyMap<string, string>

const ownFiles = [shopFileName, phrasesFileName, productsFileName, offTopicFileName]

function checkFileNames(names: Iterable<string>, found: Found) {
  for (const file of names) {
    const report = (what: string, remedy: string) => found({ file, line: 1, severity: 'error', what, remedy })
    if (file.endsWith('.yml')) report('The file is not read.', 'Let its name end in .yaml.')
    if (file.startsWith('_') && file.endsWith('.yaml') && !ownFiles.includes(file)) {
      const meant = nearest(file, ownFiles)
      report('Names that begin with _ are the engine’s.', meant ? `Did you mean "${meant}"?` : 'Remove the _.')
    }
  }
}

function readOwn(sources: Sources, name: string, found: Found): YamlFile {
  const source = sources.get(name)
  const file = readYaml(name, source ?? '', found)
  if (source !== undefined) return file
  file.report(1, 'The file is missing.', `Add ${name}; intents/README.md says what it holds.`)
  return { ...file, value: undefined }
}

function readOrderFields(
  sources: Sources,
  { ordersFile: file }: ShopFile,
  shopFile: YamlFile,
  found: Found,
): Map<string, string[]> {
  if (file === undefined) return new Map()
  const source = sources.get(file)
  if (source === undefined) {
    shopFile.report(['orders file'], `There is no file "${file}".`, 'Add it to this folder, or remove the line.')
    return new Map([['order', [anything]]])
  }
  let faults = 0
  const orders = readOrders(source, (fault) => {
    faults++
    found({ file, severity: 'error', ...fault })
  })
  if (faults > 0) return new Map([['order', [anything]]])
  const fields = fieldsOf(orders)
  for (const [number, record] of orders) {
    const missing = fields.filter((field) => !Object.hasOwn(record, field))
    if (missing.length > 0) {
      const what = `Order ${number} has no ${missing.join(', ')}.`
      const remedy = 'Add it: texts that use it would have a gap.'
      found({ file, line: lineOfOrder(source, number), severity: 'warning', what, remedy })
    }
  }
  return new Map([['order', fields]])
}

const isComplete = (phrases: Partial<Record<PhraseName, Text>>): phrases is Record<PhraseName, Text> =>
  phraseNames.every((name) => phrases[name] !== undefined)

/** Of the YAML alone: orders change while the shop's words stay. */
export function hashOf(sources: Sources): string {
  const hash = createHash('sha256')
  for (const name of [...sources.keys()].filter((name) => name.endsWith('.yaml')).sort()) {
    hash.update(JSON.stringify([name, sources.get(name)]))
  }
  return hash.digest('hex').slice(0, 16)
}

function intentNames(sources: Sources): string[] {
  const names = [...sources.keys()].filter((name) => name.endsWith('.yaml') && !name.startsWith('_'))
  return names.map((name) => name.slice(0, -'.yaml'.length)).sort()
}

/** Reads and checks the files of a folder. Pure; never throws. */
export function readSources(sources: Sources): ReadContent {
  const problems: Problem[] = []
  const found: Found = (problem) => problems.push(problem)
  checkFileNames(sources.keys(), found)

  const shopFile = readOwn(sources, shopFileName, found)
  const phrasesFile = readOwn(sources, phrasesFileName, found)
  const intentFiles = intentNames(sources).map((name) =>
    readYaml(`${name}.yaml`, sources.get(`${name}.yaml`) ?? '', found),
  )
  const products = sources.has(productsFileName) ? readProducts(readOwn(sources, productsFileName, found)) : []
  const offTopicFile = sources.has(offTopicFileName) ? readOwn(sources, offTopicFileName, found) : undefined
  const offTopic = offTopicFile && readOffTopic(offTopicFile)
  const shop = readShop(shopFile, products)
  // Without the shop's facts and teams, every text and case would seem wrong.
  if (shopFile.value === undefined) return { problems: inOrder(problems) }
  const around: Surroundings = {
    teams: shop.teams,
    sells: products.length > 0,
    variables: shopVariables(shop.facts),
    lookups: readOrderFields(sources, shop, shopFile, found),
  }
  const phrases = readPhrases(phrasesFile, around.variables)
  const read = intentFiles.flatMap((file): ReadIntent[] => {
    const intent = readIntent(file, around)
    return intent === undefined ? [] : [{ intent, file }]
  })
  checkAcross(read, intentNames(sources), shopFile, (utterances) => {
    if (offTopicFile && offTopic) checkOffTopic(offTopicFile, offTopic, utterances)
  })
  for (const one of read) checkAlike(one)

  const sorted = inOrder(problems)
  const failed = sorted.some(({ severity }) => severity === 'error')
  if (failed || shop.shop === undefined || !isComplete(phrases)) return { problems: sorted }
  const intents = new Map(read.map(({ intent }) => [intent.name, intent]))
  const files = new Map(read.map(({ file }) => [file.name, file]))
  return {
    content: { shop: shop.shop, phrases, intents, ...(offTopic ? { offTopic } : {}), hash: hashOf(sources) },
    problems: sorted,
    lineOfUtterance: (file, language, index) => files.get(file)?.lineOf(['utterances', language, index]) ?? 1,
  }
}

/** The YAML and JSON files of a folder by name. Rejects if it cannot be read. */
export async function readFolder(folder: string): Promise<Sources> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name)).map(({ name }) => name)
  const sources = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  )
  return new Map(sources)
}

/**
 * Reads and checks a folder such as intents/. Never throws: a folder that cannot be read is a problem too.
 * @param begun is told the hash of the content before it is checked, which takes a second where there is much of it.
 */
export async function readContent(
  folder: string,
  begun: (hash: string) => Promise<void> = async () => {},
): Promise<ReadContent> {
  try {
    const sources = await readFolder(folder)
    await begun(hashOf(sources))
    return readSources(sources)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    const what = `The folder cannot be read (${code}).`
    return {
      problems: [{ file: folder, line: 1, severity: 'error', what, remedy: 'Check that it exists and may be read.' }],
    }
  }
}
