// A small folder of the shop's words in which nothing is wrong, for tests to break.

import { languages } from '../../src/model/language.ts'
import { phraseNames, steering } from '../../src/model/shop.ts'

const inAll = (indent: string, say: (language: string) => string) =>
  languages.map((language) => `${indent}${language}: ${say(language)}\n`).join('')

const shop = `name: Testshop
accent: "#1f5c57"
languages: [nb, en, fi]
zone: Europe/Oslo
currency: NOK
phone country: NO                # for numbers without one
order number: '^(?:VV-?)?(\\d{5})$'
orders file: _orders.json
hours:
  monday: ["09:00-12:00", "12:30-17:00"]
  tuesday: ["09:00-17:00"]
  wednesday: ["20:00-03:00"]
  thursday: ["00:00-24:00"]
  friday: closed
  saturday: closed
  sunday: closed
holidays: { country: NO }
special days:
  "2026-12-24": closed
  "2026-12-31": ["09:00-12:00"]
default team: care
teams:
  care:
    label: { en: Customer service, nb: Kundeservice, sv: Kundtjänst, da: Kundeservice, fi: Asiakaspalvelu }
    human reply minutes: 60
facts:
  shop_name: Testshop
  return_days: 60
  shipping_amount: 79
  days: { en: 2–4, nb: 2–4, sv: 2–4, da: 2-4, fi: 2–4 }
canned answers:
  hello:
${inAll('    ', (language) => `Hello ${language}, this is {shop_name}, case {case_number}.`)}`

/** What single phrases must say besides. */
const own: Readonly<Record<string, string>> = {
  line_corrected: ' {text}',
  file_too_large: ' {files} {megabytes}',
  file_wrong_type: ' {files}',
  file_empty: ' {files}',
  file_gone: ' {files}',
  file_too_many: ' {files} {most}',
  file_not_shown: ' {files}',
  known_issue: ' {note}',
  all_clear: ' {note}',
  carry_on_ask: ' {place} {name}',
  carry_on_here: ' {began}',
  carry_on_there: ' {place}',
}

const phrase = (name: string) => `${name}:
${inAll('  ', (language) => `${name} ${language} {case_number} {promise}${own[name] ?? ''}`)}`

/** Unlike each other, so that utterances are. */
const signs = ['alfa', 'bravo', 'charlie', 'delta', 'foxtrot', 'golf', 'hotel', 'juliett']

const utterances = (name: string) =>
  languages
    .map((language) => `  ${language}:\n${signs.map((sign) => `    - ${name} ${language} ${sign}\n`).join('')}`)
    .join('')

const head = (name: string, kind: string) => `intent: ${name}
about: About ${name}.
kind: ${kind}
label:
${inAll('  ', (language) => `${name} ${language}`)}utterances:
${utterances(name)}`

const tests = `tests:
  - name: Works
    language: nb
    talk:
      - customer: something new
      - nightdesk: something
`

const question = (name: string) => `${head(name, 'question')}answer:
${inAll('  ', () => '|\n    You have {return_days} days.\n    We open {opening}.')}follow-ups: [refund]
${tests}`

const refund = `${head('refund', 'request')}steps:
  - open case: care
    tags: [refund]
    priority: high
    text:
${inAll('      ', () => 'Case {case_number}, {promise}.')}  - ask: order_number
    kind: order-number
    optional: true
    question:
${inAll('      ', () => 'Which order?')}  - look up: order
    with: order_number
    if missing:
${inAll('      ', () => 'No order {order_number}.')}  - choose: reason
    question:
${inAll('      ', () => 'Why?')}    options:
      broken:
${inAll('        ', (language) => `Broken ${language}`)}      other:
${inAll('        ', (language) => `Other ${language}`)}        intent: return-how
  - say:
${inAll('      ', () => '"{order_status, select, shipped {Sent.} other {Not sent.}} {reason, select, broken {Sorry.} other {Fine.}}"')}tests:
  - name: Pressed
    talk:
      - customer: money back now
      - press: Broken en
      - nightdesk: Sorry
      - case: care
`

const talk = (name: string) => `${head(name, 'talk')}${tests}`

const orders = `{
  "10418": { "order_status": "delivered", "order_expected_date": "-2", "order_total_amount": 1499 },
  "VV-10421": { "order_status": "shipped", "order_expected_date": "+1", "order_total_amount": 428.5 }
}
`

/** Files by name. */
export const good: ReadonlyMap<string, string> = new Map([
  ['_shop.yaml', shop],
  ['_phrases.yaml', phraseNames.map(phrase).join('')],
  ['_orders.json', orders],
  ['return-how.yaml', question('return-how')],
  ['refund.yaml', refund],
  ...Object.values(steering).map((name) => [`${name}.yaml`, talk(name)] as const),
])

/** The good folder with one text replaced in one file; throws if the text is not there. */
export function broken(file: string, find: string | RegExp, replace: string): Map<string, string> {
  const source = good.get(file) ?? ''
  const changed = source.replace(find, () => replace)
  if (changed === source) throw new Error(`"${find}" is not in ${file}`)
  return new Map(good).set(file, changed)
}
