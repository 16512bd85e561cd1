// Reads _shop.yaml: who the shop is, when it is open, what it promises.

import { isSupportedCountry } from 'libphonenumber-js/min'
import { RE2JS } from 're2js'
import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { Calendar, Product, Shop, Team, Text } from '../model/shop.ts'
import { deskShape, readDeskRules } from './desk-rules.ts'
import {
  holidaysShape,
  hoursShape,
  ownHoursShape,
  readCalendar,
  readTeamCalendar,
  specialDaysShape,
  zoneShape,
} from './hours-section.ts'
import { didYouMean } from './nearest.ts'
import { priceVariable } from './products-file.ts'
import {
  checkTopKeys,
  closed,
  dashedName,
  hasAt,
  inAllLanguages,
  keysAt,
  readSection,
  said,
  text,
  variableName,
} from './sections.ts'
import { readTargets, targetsShape } from './targets-section.ts'
import { allOf, caseVariables, checkText, shopVariables } from './texts.ts'
import type { YamlFile } from './yaml-file.ts'

export const shopFileName = '_shop.yaml'

const shopKeys = [
  'name',
  'accent',
  'languages',
  'zone',
  'currency',
  'phone country',
  'order number',
  'orders file',
  'hours',
  'holidays',
  'special days',
  'teams',
  'default team',
  'facts',
  'canned answers',
  'desk',
  'targets',
  'stats',
]

const minutes = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, said('This is no number of minutes.', 'Write a whole number from 1, such as 60.'))
  .transform(Number)

const plainTeam = { label: inAllLanguages(text), 'human reply minutes': minutes }
const team = closed({ ...plainTeam, ...ownHoursShape })
/** Less its hours, which are read as the shop's are. */
const teamItself = closed({
  ...plainTeam,
  ...Object.fromEntries(Object.keys(ownHoursShape).map((key) => [key, z.unknown().optional()])),
})

const simple = {
  name: text,
  accent: z.string().regex(/^#[0-9a-fA-F]{6}$/, said('This is no colour.', 'Write it as "#1f5c57", in quotes.')),
  zone: zoneShape,
  languages: z
    .array(z.enum(languages))
    .min(1, said('The shop serves no language.', `Name one or more of ${languages.join(', ')}.`))
    .refine((all) => new Set(all).size === all.length, said('A language stands here twice.', 'Remove one.')),
  currency: z
    .string()
    .refine(
      (code) => Intl.supportedValuesOf('currency').includes(code),
      said('There is no such currency.', 'Write its three capitals, such as NOK or EUR.'),
    ),
  'phone country': z
    .string()
    .refine(isSupportedCountry, said('There is no such country.', 'Write two capitals, such as NO.')),
  'order number': z
    .string()
    .refine(
      isPattern,
      said(
        'This is no regular expression that can be matched in time.',
        "Write one such as '^\\d{5}$', in single quotes, without look-around or back-references.",
      ),
    ),
  'orders file': text,
  'default team': dashedName,
  stats: closed({ agents: z.enum(['yes', 'no'], said('This is neither yes nor no.', 'Write yes or no.')) }),
}

/** The whole file's shape, as published for editors. */
export const shopShape = closed({
  ...simple,
  'orders file': simple['orders file'].optional(),
  hours: hoursShape,
  holidays: holidaysShape.optional(),
  'special days': specialDaysShape.optional(),
  teams: z.record(dashedName, team),
  facts: z.record(variableName, z.union([text, inAllLanguages(text)])),
  'canned answers': z.record(z.string(), inAllLanguages(text)).optional(),
  desk: deskShape.optional(),
  targets: targetsShape.optional(),
  stats: simple.stats.optional(),
})

function isPattern(source: string): boolean {
  try {
    // The engine that it will run in: one that never goes back and forth on what customers write.
    RE2JS.compile(RE2JS.translateRegExp(source))
    return true
  } catch {
    return false
  }
}

function readTeams(file: YamlFile, shopsCalendar: Calendar | undefined): Team[] {
  if (keysAt(file, ['teams']).length === 0) {
    file.report(['teams'], 'There is no team.', 'Add at least one below "teams:": somebody must answer.')
  }
  return keysAt(file, ['teams']).flatMap((key) => {
    if (!dashedName.safeParse(key).success)
      file.report(
        ['teams', key],
        `"${key}" cannot be a team’s name.`,
        'Use small letters a-z, digits and single dashes.',
      )
    const found = readSection(file, ['teams', key], teamItself)
    const calendar = readTeamCalendar(file, key, shopsCalendar)
    if (found === undefined) return []
    const { label, 'human reply minutes': humanReplyMinutes } = found
    return [{ name: key, label, humanReplyMinutes, ...(calendar ? { calendar } : {}) }]
  })
}

/** The facts, by name: one text, or one for each language; and each product's price. */
function readFacts(file: YamlFile, products: readonly Product[]): Record<string, string | Text> {
  const facts: Record<string, string | Text> = Object.fromEntries(
    products.map(({ name, price }) => [priceVariable(name), String(price)]),
  )
  for (const key of keysAt(file, ['facts'])) {
    const path = ['facts', key]
    if (!variableName.safeParse(key).success) {
      file.report(path, `"${key}" cannot be a fact’s name.`, 'Use small letters a-z, digits and underscores.')
    }
    const inLanguages = keysAt(file, path).length > 0
    const found = inLanguages ? readSection(file, path, inAllLanguages(text)) : readSection(file, path, text)
    if (found === undefined) continue
    if (Object.hasOwn(facts, key)) {
      file.report(path, `"${key}" is a product’s price already.`, 'Remove it here; _products.yaml says it.')
    }
    facts[key] = found
    if (key.endsWith('_amount') && !(typeof found === 'string' && Number.isFinite(Number(found)))) {
      file.report(
        path,
        `"${key}" is no amount.`,
        'Write a plain number such as 79 or 79.50: amounts are said as money.',
      )
    }
  }
  return facts
}

function readCannedAnswers(file: YamlFile, facts: Iterable<string>): Shop['cannedAnswers'] {
  return keysAt(file, ['canned answers']).flatMap((name) => {
    const path = ['canned answers', name]
    const answer = readSection(file, path, inAllLanguages(text))
    if (answer === undefined) return []
    checkText(file, path, answer, allOf(shopVariables(facts), caseVariables))
    return [{ name, text: answer }]
  })
}

/** What other files are checked against, even when _shop.yaml itself has problems. */
export type ShopFile = {
  readonly shop?: Shop
  readonly facts: readonly string[]
  readonly teams: readonly string[]
  readonly ordersFile?: string
}

/** Reads the whole file; `shop` is missing if a part of it does not fit. */
export function readShop(file: YamlFile, products: readonly Product[]): ShopFile {
  if (!checkTopKeys(file, shopKeys)) return { facts: [], teams: [] }
  const facts = readFacts(file, products)
  const calendar = readCalendar(file)
  const teams = readTeams(file, calendar)
  const ordersFile = hasAt(file, ['orders file'])
    ? readSection(file, ['orders file'], simple['orders file'])
    : undefined
  const optional = ordersFile === undefined ? {} : { ordersFile }
  const rest = {
    facts: [...keysAt(file, ['facts']), ...Object.keys(facts)],
    teams: keysAt(file, ['teams']),
    ...optional,
  }
  const cannedAnswers = readCannedAnswers(file, rest.facts)
  const desk = readDeskRules(file, rest.teams)
  const targets = readTargets(file, rest.teams)
  const stats = hasAt(file, ['stats']) ? readSection(file, ['stats'], simple.stats) : undefined
  const name = readSection(file, ['name'], simple.name)
  const accent = readSection(file, ['accent'], simple.accent)
  const served = readSection(file, ['languages'], simple.languages)
  const currency = readSection(file, ['currency'], simple.currency)
  const phoneCountry = readSection(file, ['phone country'], simple['phone country'])
  const orderNumberPattern = readSection(file, ['order number'], simple['order number'])
  const defaultTeam = readSection(file, ['default team'], simple['default team'])
  if (defaultTeam !== undefined && !rest.teams.includes(defaultTeam)) {
    file.report(['default team'], `There is no team "${defaultTeam}".`, didYouMean(defaultTeam, rest.teams))
  }
  if (
    calendar === undefined ||
    name === undefined ||
    accent === undefined ||
    served === undefined ||
    currency === undefined ||
    phoneCountry === undefined ||
    orderNumberPattern === undefined ||
    defaultTeam === undefined ||
    desk === undefined
  ) {
    return rest
  }
  const shop = {
    name,
    accent,
    facts,
    languages: served,
    calendar,
    teams,
    defaultTeam,
    orderNumberPattern,
    phoneCountry,
    currency,
    cannedAnswers,
    desk,
    targets,
    figuresByAgent: stats?.agents === 'yes',
    products,
    ...optional,
  }
  return { ...rest, shop }
}
