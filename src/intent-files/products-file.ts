// Reads _products.yaml: what the shop sells, what customers call it, and what it costs.

import { z } from 'zod'
import type { Product } from '../model/shop.ts'
import { folded } from './across.ts'
import { closed, inAllLanguages, keysAt, readSection, said, text } from './sections.ts'
import type { YamlFile } from './yaml-file.ts'

export const productsFileName = '_products.yaml'

const price = z
  .string()
  .regex(
    /^\d{1,7}(\.\d{1,2})?$/,
    said('This is no price.', 'Write a plain number such as 1499 or 79.50; the currency stands in _shop.yaml.'),
  )
  .transform(Number)

const picture = z
  .string()
  .regex(
    /^(https:\/\/[^\s/@]+\/\S+|\/[\w-][\w./-]*)$/,
    said(
      'This is no address of a picture.',
      'Write one that begins with https://, such as https://shop.example/jumper.jpg.',
    ),
  )

/** The shape of one product. */
export const productShape = closed({
  price,
  sizes: z.array(text).optional(),
  picture: picture.optional(),
  'also called': inAllLanguages(z.array(text)),
})

// Letters that do not come apart into a plain one and a sign.
const plainLetters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a', ð: 'd', þ: 'th', ß: 'ss' }

/** A text in letters a-z and digits, with underscores between: "Ærfugl 2" is "aerfugl_2". */
export function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[æøåðþß]/g, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '')
}

/** The variable that says a product's price in a text: "Fjord jumper" is `fjord_jumper_amount`. */
export const priceVariable = (name: string): string => `${plainName(name)}_amount`

/** One name must lead to one product, or a customer is told another's price. */
function checkNames(file: YamlFile, name: string, names: readonly (readonly string[])[], seen: Map<string, string>) {
  for (const path of names) {
    const called = path.at(-1) ?? ''
    const other = seen.get(folded(called))
    if (other !== undefined && other !== name) {
      file.report(path.slice(0, -1), `"${called}" is what "${other}" is called too.`, 'Keep it with one of them.')
    }
    seen.set(folded(called), name)
  }
}

/** The products that fit, in the file's order. No file: no products. */
export function readProducts(file: YamlFile): Product[] {
  if (file.value === undefined) return []
  if (typeof file.value !== 'object' || Array.isArray(file.value)) {
    file.report(1, 'The file must be a map.', 'Write a product’s name, a colon, and its lines below it, indented.')
    return []
  }
  const seen = new Map<string, string>()
  const variables = new Map<string, string>()
  return keysAt(file, []).flatMap((name) => {
    const found = readSection(file, [name], productShape)
    if (found === undefined) return []
    const variable = priceVariable(name)
    const other = variables.get(variable)
    if (other !== undefined || !/^[a-z]/.test(variable)) {
      const what =
        other === undefined ? `"${name}" makes no variable for its price.` : `"${name}" is named like "${other}".`
      file.report([name], what, 'Give it a name of its own, beginning with a letter.')
    }
    variables.set(variable, name)
    const called = Object.entries(found['also called']).flatMap(([language, names]) =>
      names.map((one) => ['also called', language, one]),
    )
    checkNames(
      file,
      name,
      [[name], ...called.map(([key = '', language = '', one = '']) => [name, key, language, one])],
      seen,
    )
    const alsoCalled = [...new Set(called.map(([, , one = '']) => one))].filter((one) => one !== name)
    const shown = found.picture === undefined ? {} : { picture: found.picture }
    return [{ name, alsoCalled, sizes: found.sizes ?? [], price: found.price, ...shown }]
  })
}
