import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayProblems } from '../../src/intent-files/problem.ts'
import { readContent, readSources } from '../../src/intent-files/read.ts'
import { broken, good } from './good-folder.ts'

describe('a good folder', () => {
  const { content, problems } = readSources(good)

  it('is read without a problem', () => {
    expect(sayProblems(problems)).toBe('')
    expect([...(content?.intents.keys() ?? [])]).toContain('refund')
  })

  it('keeps every value as text, as it stands', () => {
    expect(content?.shop).toMatchObject({
      name: 'Testshop',
      accent: '#1f5c57',
      languages: ['nb', 'en', 'fi'],
      orderNumberPattern: '^(?:VV-?)?(\\d{5})$',
      phoneCountry: 'NO',
      ordersFile: '_orders.json',
      facts: { return_days: '60', days: { en: '2–4', da: '2-4' } },
      teams: [{ name: 'care', humanReplyMinutes: 60 }],
    })
    const versioned = readSources(broken('_shop.yaml', 'return_days: 60', 'return_days: 1.10'))
    expect(versioned.content?.shop.facts.return_days).toBe('1.10')
  })

  it('makes a calendar', () => {
    expect(content?.shop.calendar).toMatchObject({
      zone: 'Europe/Oslo',
      holidays: { country: 'NO' },
      hours: {
        monday: [
          { from: '09:00', to: '12:00' },
          { from: '12:30', to: '17:00' },
        ],
        friday: [],
      },
      specialDays: { '2026-12-24': [], '2026-12-31': [{ from: '09:00', to: '12:00' }] },
    })
  })

  it('makes an answer one step that says it', () => {
    const text = 'You have {return_days} days.\nWe open {opening}.'
    expect(content?.intents.get('return-how')?.steps).toEqual([
      { verb: 'say', text: { en: text, nb: text, sv: text, da: text, fi: text } },
    ])
  })

  it('makes the steps of a request', () => {
    expect(content?.intents.get('refund')?.steps).toMatchObject([
      { verb: 'open-case', team: 'care', tags: ['refund'], priority: 'high' },
      { verb: 'ask', slot: 'order_number', kind: 'order-number', optional: true },
      { verb: 'look-up', lookup: 'order', with: 'order_number', ifMissing: { fi: 'No order {order_number}.' } },
      {
        verb: 'choose',
        slot: 'reason',
        options: [
          { value: 'broken', label: { nb: 'Broken nb' } },
          { value: 'other', intent: 'return-how' },
        ],
      },
      { verb: 'say' },
    ])
  })

  it('keeps tests with their lines', () => {
    expect(content?.intents.get('refund')?.tests).toMatchObject([
      {
        name: 'Pressed',
        talk: [
          { kind: 'customer', text: 'money back now' },
          { kind: 'press', label: 'Broken en' },
          { kind: 'nightdesk', text: 'Sorry' },
          { kind: 'case', team: 'care' },
        ],
      },
    ])
    const lines = (good.get('refund.yaml') ?? '').split('\n')
    for (const { line } of content?.intents.get('refund')?.tests[0]?.talk ?? [])
      expect(lines[line - 1]).toMatch(/^ {6}- /)
  })

  it('has a hash that hangs on every YAML file and on nothing else', () => {
    expect(readSources(new Map([...good].reverse())).content?.hash).toBe(content?.hash)
    expect(readSources(broken('refund.yaml', 'refund en delta', 'refund en three')).content?.hash).not.toBe(
      content?.hash,
    )
    expect(readSources(broken('_orders.json', '428.5', '429')).content?.hash).toBe(content?.hash)
  })
})

// What an editor sees, word for word: the file's name, the line, what is wrong and what to do.
const mistakes: readonly (readonly [
  title: string,
  file: string,
  find: string | RegExp,
  replace: string,
  said: string,
])[] = [
  [
    'a mistyped key',
    'refund.yaml',
    'kind: request',
    'kidn: request',
    'refund.yaml:1: error: "kind" is missing.\n    Add it.\n' +
      'refund.yaml:3: error: Unknown key "kidn".\n    Did you mean "kind"?',
  ],
  [
    'an unknown key that is like none',
    'return-how.yaml',
    'about: About return-how.',
    'about: x\ncolour: red',
    'return-how.yaml:3: error: Unknown key "colour".\n    Known here: intent, about, kind, label, tags, utterances, answer, picture, steps, follow-ups, tests.',
  ],
  [
    'a mistyped verb',
    'refund.yaml',
    '- open case: care',
    '- open cases: care',
    'refund.yaml:57: error: Unknown key "open cases".\n    Did you mean "open case"?',
  ],
  [
    'a mistyped kind',
    'return-how.yaml',
    'kind: question',
    'kind: questoin',
    'return-how.yaml:3: error: "kind" cannot be "questoin".\n    Did you mean "question"?',
  ],
  [
    'a key twice',
    'return-how.yaml',
    'kind: question',
    'kind: question\nkind: talk',
    'return-how.yaml:4: error: Map keys must be unique.\n    Keep one of the two; the other would be lost.',
  ],
  [
    'a missing language',
    'return-how.yaml',
    '  fi: return-how fi\n',
    '',
    'return-how.yaml:4: error: Finnish (fi) is missing.\n    Add it: every text stands in all five languages.',
  ],
  [
    'an empty text',
    'return-how.yaml',
    '  fi: return-how fi\n',
    '  fi:\n',
    'return-how.yaml:9: error: This text is empty.\n    Write it.',
  ],
  [
    'a colon that makes a map',
    'return-how.yaml',
    '- return-how en delta',
    '- hi: return-how en delta',
    'return-how.yaml:15: error: This item must be text, not a map.\n    Write plain text; put quotes around it if it holds ": " or begins with [ or {.',
  ],
  [
    'a comma that ends a text',
    '_shop.yaml',
    'en: Customer service',
    'en: Service, yes',
    '_shop.yaml:24: error: "yes" has no value.\n    Put quotes around a text that holds a comma when it stands in { }.',
  ],
  [
    'a comment that eats the end',
    'return-how.yaml',
    '- return-how en delta',
    '- return-how en delta #4',
    'return-how.yaml:15: error: What stands after # is read as a comment and lost.\n    Put quotes around the whole text; if it is a comment, put two spaces before the #.',
  ],
  [
    'a tab',
    'return-how.yaml',
    '    - return-how en delta',
    '\t- return-how en delta',
    'return-how.yaml:15: error: The line begins with a tab.\n    Indent with spaces.',
  ],
  [
    'an anchor',
    'return-how.yaml',
    '- return-how en delta',
    '- &you return-how',
    'return-how.yaml:15: error: YAML reads the & here as a sign of its own.\n    Put quotes around the text.',
  ],
  [
    'a tag',
    'return-how.yaml',
    '- return-how en delta',
    '- !help return-how',
    'return-how.yaml:15: error: Unresolved tag: !help.\n    Put quotes around the text: it begins with an exclamation mark.',
  ],
  [
    'a brace that is not closed',
    'return-how.yaml',
    'We open {opening}.',
    'We open {opening.',
    'return-how.yaml:59: error: The text cannot be read as ICU MessageFormat (MALFORMED_ARGUMENT).\n    Check that every { has its } and that a variable is one word.',
  ],
  [
    'a select without other',
    'return-how.yaml',
    '{opening}',
    '{open_now, select, yes {now}}',
    'return-how.yaml:59: error: The text cannot be read as ICU MessageFormat (MISSING_OTHER_CLAUSE).\n    Add "other {...}": it is said when nothing else fits.',
  ],
  [
    'a select on what never is',
    'return-how.yaml',
    '{opening}',
    '{open_now, select, yess {now} other {later}}',
    'return-how.yaml:59: error: {open_now} is never "yess".\n    Did you mean "yes"?',
  ],
  [
    'a variable that nobody fills',
    'return-how.yaml',
    '{return_days}',
    '{retrun_days}',
    'return-how.yaml:58: error: Nobody fills {retrun_days} here.\n    Did you mean "return_days"?',
  ],
  [
    'a straight apostrophe',
    'return-how.yaml',
    'You have',
    "You'll have",
    "return-how.yaml:58: warning: A straight ' can swallow the { after it.\n    Write ’ in its place.",
  ],
  [
    'a slot before it is asked',
    'refund.yaml',
    'Case {case_number}',
    'Case {case_number} for {order_number}',
    'refund.yaml:61: error: Nobody fills {order_number} here.\n    Known here: hours_week, hours_today, opening, open_now, product_known, product, product_amount, shop_name, return_days, shipping_amount, days, case_number, promise, agent, team.',
  ],
  [
    'an option that nobody can choose',
    'refund.yaml',
    'select, broken {Sorry.}',
    'select, brokken {Sorry.}',
    'refund.yaml:105: error: {reason} is never "brokken".\n    Did you mean "broken"?',
  ],
  [
    'a confirmation without its promise',
    'refund.yaml',
    'Case {case_number}, {promise}.',
    'Case {case_number}.',
    'refund.yaml:61: error: This text does not say {promise}.\n    Add {promise}: the customer must be told.',
  ],
  [
    'a look-up that is not there',
    'refund.yaml',
    'look up: order',
    'look up: orders',
    'refund.yaml:75: error: There is no look-up "orders".\n    Did you mean "order"?',
  ],
  [
    'an unknown follow-up',
    'return-how.yaml',
    '[refund]',
    '[refunds]',
    'return-how.yaml:72: error: There is no intent "refunds".\n    Did you mean "refund"?',
  ],
  [
    'four follow-ups',
    'return-how.yaml',
    '[refund]',
    '[refund, thanks, stop, goodbye]',
    'return-how.yaml:72: error: There are more than three follow-ups.\n    Keep the three that customers want most.',
  ],
  [
    'an option to nowhere',
    'refund.yaml',
    'intent: return-how',
    'intent: return-hwo',
    'refund.yaml:103: error: There is no intent "return-hwo".\n    Did you mean "return-how"?',
  ],
  [
    'an unknown team',
    'refund.yaml',
    'open case: care',
    'open case: caer',
    'refund.yaml:57: error: There is no team "caer".\n    Did you mean "care"?',
  ],
  [
    'a tag with a space',
    'refund.yaml',
    '[refund]',
    '[Money Back]',
    'refund.yaml:58: error: This name has another shape than names have.\n    Use small letters a-z, digits and single dashes, as in "return-how".',
  ],
  [
    'a label too long for a button',
    'return-how.yaml',
    'en: return-how en',
    'en: I would like to return it',
    'return-how.yaml:5: error: The label has 25 characters; a button holds 24.\n    Say it shorter.',
  ],
  [
    'the same label twice',
    'return-how.yaml',
    'en: return-how en',
    'en: Refund EN',
    'return-how.yaml:5: error: The intent "refund" has the same label.\n    Give them different ones: they may stand side by side.',
  ],
  [
    'too few utterances',
    'return-how.yaml',
    '    - return-how en delta\n',
    '',
    'return-how.yaml:11: error: There are 7 utterances; 8 or more are needed.\n    Add what customers really type: short, sloppy, spoken.',
  ],
  [
    'an utterance in two intents',
    'return-how.yaml',
    '- return-how en delta',
    '- Refund,  EN delta!',
    'return-how.yaml:15: error: "Refund,  EN delta!" stands in refund.yaml:15 already.\n    Keep it where it fits best: one wish, one intent.',
  ],
  [
    'an utterance twice in one intent',
    'return-how.yaml',
    '- return-how en delta',
    '- return-how en charlie',
    'return-how.yaml:15: error: "return-how en charlie" stands in line 14 already.\n    Keep it where it fits best: one wish, one intent.',
  ],
  [
    'a test that repeats an utterance',
    'return-how.yaml',
    'something new',
    'Refund nb delta?',
    'return-how.yaml:77: error: The customer says what stands in refund.yaml:24.\n    Say it in other words: repeating an utterance proves nothing.',
  ],
  [
    'a test that says two things at once',
    'return-how.yaml',
    '- nightdesk: something',
    '- nightdesk: a\n        case: care',
    'return-how.yaml:78: error: A line of a talk says one thing.\n    Begin each with "- " and one of: customer, press, nightdesk, case.',
  ],
  [
    'a test that begins with the answer',
    'return-how.yaml',
    '      - customer: something new\n',
    '',
    'return-how.yaml:77: error: A talk begins with the customer.\n    Begin it with "- customer: ...".',
  ],
  [
    'another name than the file’s',
    'return-how.yaml',
    'intent: return-how',
    'intent: return-hwo',
    'return-how.yaml:1: error: The intent "return-hwo" stands in return-how.yaml.\n    Name the file return-hwo.yaml, or change the name here.',
  ],
  [
    'a missing phrase',
    '_phrases.yaml',
    /away:\n( .*\n)+/,
    '',
    '_phrases.yaml:1: error: The phrase "away" is missing.\n    Add it in all five languages: the bot has to say it.',
  ],
  [
    'a phrase too many',
    '_phrases.yaml',
    '\naway:',
    '\nawya:',
    '_phrases.yaml:1: error: The phrase "away" is missing.\n    Add it in all five languages: the bot has to say it.\n' +
      '_phrases.yaml:229: error: Unknown key "awya".\n    Did you mean "away"?',
  ],
  [
    'hours that are no interval',
    '_shop.yaml',
    '"09:00-17:00"',
    '"9-17"',
    '_shop.yaml:11: error: "9-17" is no interval.\n    Write it as "09:00-12:00", in quotes; up to "24:00", or past midnight as "20:00-03:00".',
  ],
  [
    'hours that overlap',
    '_shop.yaml',
    '12:30-17:00',
    '11:30-17:00',
    '_shop.yaml:10: error: These intervals overlap or are out of order.\n    Order them by time, each beginning after the one before has ended.',
  ],
  [
    'a weekday left out',
    '_shop.yaml',
    '  friday: closed\n',
    '',
    '_shop.yaml:9: error: "friday" is missing.\n    Add it.',
  ],
  [
    'a special day that is no date',
    '_shop.yaml',
    '2026-12-24',
    '2026-02-30',
    '_shop.yaml:19: error: This is no date.\n    Write it as "2026-12-24", in quotes.',
  ],
  [
    'a country without holidays',
    '_shop.yaml',
    '{ country: NO }',
    '{ country: NORWAY }',
    '_shop.yaml:17: error: No public holidays are known for this country and region.\n    Write two capitals as in "NO", and a region only where the country has any.',
  ],
  [
    'a zone that is not there',
    '_shop.yaml',
    'Europe/Oslo',
    'Europe/Olso',
    '_shop.yaml:4: error: There is no such time zone.\n    Write an IANA name such as Europe/Oslo.',
  ],
  [
    'a default team that is not there',
    '_shop.yaml',
    'default team: care',
    'default team: cake',
    '_shop.yaml:21: error: There is no team "cake".\n    Did you mean "care"?',
  ],
  [
    'no minutes',
    '_shop.yaml',
    'minutes: 60',
    'minutes: soon',
    '_shop.yaml:25: error: This is no number of minutes.\n    Write a whole number from 1, such as 60.',
  ],
  [
    'an amount with its currency',
    '_shop.yaml',
    'shipping_amount: 79',
    'shipping_amount: 79 kr',
    '_shop.yaml:29: error: "shipping_amount" is no amount.\n    Write a plain number such as 79 or 79.50: amounts are said as money.',
  ],
  [
    'a pattern that is none',
    '_shop.yaml',
    "'^(?:VV-?)?(\\d{5})$'",
    "'('",
    "_shop.yaml:7: error: This is no regular expression that can be matched in time.\n    Write one such as '^\\d{5}$', in single quotes, without look-around or back-references.",
  ],
  [
    'orders that are no JSON',
    '_orders.json',
    '428.5 }',
    '428.5',
    '_orders.json:5: error: The file is not JSON.\n    Look for a missing comma, quote or brace here or just above.',
  ],
  [
    'an order with a gap',
    '_orders.json',
    '"order_status": "shipped", ',
    '',
    '_orders.json:3: warning: Order 10421 has no order_status.\n    Add it: texts that use it would have a gap.',
  ],
  [
    'an order without five digits',
    '_orders.json',
    'VV-10421',
    'VV-1042',
    '_orders.json:3: error: "VV-1042" is no order number.\n    Use five digits.',
  ],
  [
    'a file that is not UTF-8',
    'return-how.yaml',
    'about: About return-how.',
    'about: p\uFFFD norsk',
    'return-how.yaml:2: error: The file is not UTF-8.\n    Save it as UTF-8, so that æ, ø, å, ä and ö survive.',
  ],
]

describe('a mistake is named with file, line and remedy', () => {
  it.each(mistakes)('%s', (_title, file, find, replace, said) => {
    const { content, problems } = readSources(broken(file, find, replace))
    expect(sayProblems(problems)).toBe(said)
    expect(content === undefined).toBe(!said.includes('warning'))
  })

  it('finds all mistakes at once, in the order of harm', () => {
    const sources = broken('return-how.yaml', 'kind: question', 'kind: questoin')
    sources.set('refund.yaml', (good.get('refund.yaml') ?? '').replace('{order_status,', '{order_sttus,'))
    sources.delete('thanks.yaml')
    const said = sayProblems(readSources(sources).problems)
    expect(
      said
        .split('\n')
        .filter((line) => line.includes(': error:'))
        .map((line) => line.split(':').slice(0, 2).join(':')),
    ).toEqual(['_shop.yaml:1', 'return-how.yaml:3', 'refund.yaml:105'])
  })

  it('names files that would not be read', () => {
    const sources = new Map(good).set('more.yml', '').set('_shpo.yaml', '')
    expect(sayProblems(readSources(sources).problems)).toBe(
      '_shpo.yaml:1: error: Names that begin with _ are the engine’s.\n    Did you mean "_shop.yaml"?\n' +
        'more.yml:1: error: The file is not read.\n    Let its name end in .yaml.',
    )
  })

  it('says that a folder is not there', async () => {
    const { problems } = await readContent('/nowhere/at-all')
    expect(sayProblems(problems)).toBe(
      '/nowhere/at-all:1: error: The folder cannot be read (ENOENT).\n    Check that it exists and may be read.',
    )
  })

  it('says that a folder is empty', () => {
    const said = sayProblems(readSources(new Map()).problems)
    expect(said).toContain('_shop.yaml:1: error: The file is missing.')
    expect(said).toContain('_phrases.yaml:1: error: The file is missing.')
  })
})

describe('any damage', () => {
  const names = [...good.keys()]
  const junk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '\t',
      '{',
      '}',
      '[',
      ']',
      ': ',
      ' #',
      '"',
      "'",
      '|',
      '&a ',
      '*a ',
      '!!',
      '---\n',
      '\n',
      '<<: ',
      '__proto__: x\n',
      '- ',
      '{{',
    ),
  )

  it('never throws, and lets nothing half-read through', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.nat(60), junk, (name, position, length, text) => {
        const source = good.get(name) ?? ''
        const at = position % (source.length + 1)
        const { content, problems } = readSources(
          new Map(good).set(name, source.slice(0, at) + text + source.slice(at + length)),
        )
        for (const { line, what, remedy } of problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(what).not.toBe('')
          expect(remedy).not.toBe('')
        }
        expect(content === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
      }),
      { numRuns: 60 },
    )
  }, 30_000)

  it('survives brackets without end and aliases that multiply', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n`
    for (const text of ['['.repeat(50_000), '{a: '.repeat(5000), '- '.repeat(5000), bomb, '\0', '\uFEFF']) {
      expect(readSources(new Map(good).set('refund.yaml', text)).content).toBeUndefined()
    }
  })
})
