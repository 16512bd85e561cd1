// Takes intents from Rasa: examples of nlu.yml, answers of domain.yml by the name utter_INTENT.

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { type Gathered, type Import, sorted, type Unused } from './gathered.ts'

type Read = {
  readonly top: YAMLMap | undefined
  readonly lineOf: (node: unknown) => number
  readonly faults: readonly Unused[]
}

function read(source: string): Read {
  const counter = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: counter, prettyErrors: false })
  const lineOf = (node: unknown) => {
    const start = (node as { range?: readonly number[] | null } | null)?.range?.[0]
    return start === undefined ? 1 : counter.linePos(start).line
  }
  const faults = document.errors.map(({ pos, message }) => ({
    line: counter.linePos(pos[0]).line,
    what: `${message}.`,
  }))
  return { top: isMap(document.contents) ? document.contents : undefined, lineOf, faults }
}

const textOf = (node: unknown): string => (isScalar(node) ? String(node.value ?? '') : '')
const itemsOf = (node: unknown): readonly unknown[] => (isSeq(node) ? node.items : [])

/** "[Oslo](city)" and "[Oslo]{"entity": "city"}" are just Oslo to a customer. */
const withoutEntities = (example: string): string =>
  example.replace(/\[([^\][]{0,200})\](?:\([^()]{0,200}\)|\{[^{}]{0,200}\})/g, '$1')

/** The texts of utter_... in a domain file, by name. */
function responsesOf(domain: string | undefined): ReadonlyMap<string, string> {
  const responses = new Map<string, string>()
  const node = read(domain ?? '').top?.get('responses')
  if (!isMap(node)) return responses
  for (const { key, value } of node.items) {
    const texts = itemsOf(value).map((one) => (isMap(one) ? textOf(one.get('text', true)) : ''))
    responses.set(textOf(key), texts.find((text) => text !== '') ?? '')
  }
  return responses
}

/** `domain` is the text of domain.yml, where there is one; answers written beside the examples count too. */
export function fromRasa(nlu: string, domain: string | undefined): Import {
  const { top, lineOf, faults } = read(nlu)
  const responses = new Map([...responsesOf(domain), ...responsesOf(nlu)])
  const unused: Unused[] = [...faults]
  const all: Gathered[] = []
  if (!isSeq(top?.get('nlu'))) unused.push({ line: 1, what: 'There is no list "nlu:" in this file.' })
  for (const item of itemsOf(top?.get('nlu'))) {
    const line = lineOf(item)
    const name = isMap(item) ? textOf(item.get('intent', true)) : ''
    if (!isMap(item) || name === '') {
      const kind = isMap(item) ? textOf(item.items[0]?.key) : 'something'
      unused.push({ line, what: `This is no intent but ${kind || 'something else'}: nightdesk has no place for it.` })
      continue
    }
    const examples = item.get('examples', true)
    const listed = isSeq(examples)
      ? examples.items.map((one) => (isMap(one) ? textOf(one.get('text', true)) : textOf(one)))
      : textOf(examples)
          .split('\n')
          .map((example) => example.replace(/^\s*-\s?/, ''))
    const answer = responses.get(`utter_${name}`) ?? responses.get(`utter_${name.replace('/', '_')}`) ?? ''
    all.push({ name, questions: listed.map(withoutEntities), answer, line })
  }
  return sorted(all, unused)
}
