import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sayProblems } from '../../src/intent-files/problem.ts'
import { priceVariable } from '../../src/intent-files/products-file.ts'
import { readContent, readSources } from '../../src/intent-files/read.ts'
import { languages } from '../../src/model/language.ts'
import { words } from '../../src/pages/shop/words.ts'
import { broken, good } from './good-folder.ts'

const names = (en: string) =>
  languages.map((language) => `    ${language}: [${language === 'en' ? en : `x${en}`}]\n`).join('')
const mittens = `Rein mittens:\n  price: 399\n  sizes: [S, M]\n  also called:\n${names('mittens')}`
const socks = `Skog socks:\n  price: 349.50\n  also called:\n${names('socks')}`

const withProducts = (source: string, folder = good) => readSources(new Map(folder).set('_products.yaml', source))

describe('the products', () => {
  it('come with their names, sizes and price, and a variable for the price', () => {
    const { content, problems } = withProducts(mittens + socks)
    expect(sayProblems(problems)).toBe('')
    expect(content?.shop.products).toEqual([
      { name: 'Rein mittens', alsoCalled: ['mittens', 'xmittens'], sizes: ['S', 'M'], price: 399 },
      { name: 'Skog socks', alsoCalled: ['socks', 'xsocks'], sizes: [], price: 349.5 },
    ])
    expect(content?.shop.facts).toMatchObject({ rein_mittens_amount: '399', skog_socks_amount: '349.5' })
    const quoted = broken('return-how.yaml', 'You have {return_days} days.', 'Mittens are {rein_mittens_amount}.')
    expect(sayProblems(withProducts(mittens, quoted).problems)).toBe('')
  })

  it.each([
    ['a price in words', mittens.replace('399', 'NOK 399'), '_products.yaml:2: error: This is no price.'],
    ['a missing language', mittens.replace(/ {4}fi:.*\n/, ''), 'Finnish (fi) is missing.'],
    [
      'a name of two products',
      mittens + socks.replace('[socks]', '[Mittens]'),
      '_products.yaml:13: error: "Mittens" is what "Rein mittens" is called too.',
    ],
    [
      'two products with one variable',
      mittens + mittens.replace('Rein mittens', 'Rein-mittens').replaceAll('[', '[a'),
      '"Rein-mittens" is named like "Rein mittens"',
    ],
    ['a list', '- Rein mittens\n', 'The file must be a map.'],
    ['an unknown key', mittens.replace('sizes', 'size'), 'Unknown key "size".\n    Did you mean "sizes"?'],
    [
      'a price that is a fact too',
      mittens.replace('Rein mittens', 'Shipping'),
      '"shipping_amount" is a product’s price already.',
    ],
  ])('refuse %s', (_, source, said) => {
    const { content, problems } = withProducts(source)
    expect(sayProblems(problems)).toContain(said)
    expect(content).toBeUndefined()
  })

  it('are needed where a step asks for one', () => {
    const asks = broken('refund.yaml', 'kind: order-number', 'kind: product')
    expect(sayProblems(readSources(asks).problems)).toContain('Nobody can know a product: no products are listed.')
    expect(sayProblems(withProducts(mittens, asks).problems)).toBe('')
  })

  it('name their price’s variable in plain letters', () => {
    expect(priceVariable('Skog socks, 3-pack')).toBe('skog_socks_3_pack_amount')
    expect(priceVariable('Ærfugl dyne å')).toBe('aerfugl_dyne_a_amount')
  })
})

describe('an amount that is written out', () => {
  it.each(['NOK 79', '129 kr', '1 299 kr', '1.299 kr.', '12,90 euroa', '€12', '800,-', '800:-'])(
    'is warned of: %s',
    (amount) => {
      const { content, problems } = readSources(
        broken('return-how.yaml', 'You have {return_days}', `It costs ${amount} for`),
      )
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatchObject({ severity: 'warning', file: 'return-how.yaml' })
      expect(content).toBeDefined()
    },
  )

  it.each(['60 krav', 'the 3-pack', '2–4 days', 'VV-10432', 'from {shipping_amount}'])('is not seen in: %s', (text) => {
    expect(readSources(broken('return-how.yaml', 'You have {return_days}', `It is ${text} for`)).problems).toEqual([])
  })
})

describe('Villvind’s products', async () => {
  const folder = join(import.meta.dirname, '..', '..', 'intents')
  const { content } = await readContent(folder)
  const products = content?.shop.products ?? []

  it('agree with the shop’s page, in name and price', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'pages', 'shop', 'shop.ts'), 'utf8')
    const prices = new Map(
      [...page.matchAll(/name: '([\w-]+)', .*price: (\d+)/g)].map(([, name, price]) => [name, Number(price)]),
    )
    expect(prices.size).toBeGreaterThan(0)
    for (const [key, price] of prices) {
      const product = products.find(({ name }) => name === words.en.products[key as keyof typeof words.en.products][0])
      expect(product).toMatchObject({ price })
      for (const language of languages) {
        const [shown] = words[language].products[key as keyof typeof words.en.products]
        expect([product?.name, ...(product?.alsoCalled ?? [])]).toContain(shown)
      }
    }
  })

  it('agree with the orders', () => {
    const orders: Record<string, { order_item: string }> = JSON.parse(
      readFileSync(join(folder, '_orders.json'), 'utf8'),
    )
    for (const { order_item: item } of Object.values(orders)) {
      expect(
        products.some(({ name }) => item.startsWith(name)),
        item,
      ).toBe(true)
    }
  })
})
