// The demo shop's front page, in the language of ?lang= or of the browser.

import { type Language, languages } from '../../model/language.ts'
import { chooseLanguage, ownNames } from '../parts/language-choice.ts'
import { staffWords } from '../parts/staff-words.ts'
import { type ProductName, words } from './words.ts'

/** Prices in NOK, as the orders of the demo have them. */
const products: readonly { name: ProductName; price: number }[] = [
  { name: 'jumper', price: 1499 },
  { name: 'jacket', price: 2499 },
  { name: 'base-layer', price: 1198 },
  { name: 'beanie', price: 399 },
  { name: 'socks', price: 349 },
  { name: 'blanket', price: 1299 },
]

const asked = new URLSearchParams(location.search).get('lang')
const language = chooseLanguage(asked ?? undefined, navigator.languages)
const own = words[language]

document.documentElement.lang = language
document.title = own.title
fill('languages', languageLinks(language))
fill('shop', [hero(), promises(), goods()])
fill('demo', [own.demo])
document.getElementById('languages')?.setAttribute('aria-label', own.languages)
document.getElementById('inside')?.setAttribute('aria-label', own.inside)
fill('inside', [
  element('a', [staffWords[language].desk], { href: '/desk' }),
  element('a', [staffWords[language].stats], { href: '/stats' }),
])

/** Their addresses are the same for ever: answers about products carry them too. */
function pictureOf(name: string): string {
  return `/pictures/${name}.svg`
}

function fill(id: string, content: readonly (Node | string)[]): void {
  document.getElementById(id)?.replaceChildren(...content)
}

function languageLinks(current: Language): HTMLElement[] {
  return languages.map((code) => {
    const link = element('a', [ownNames[code]], { href: `?lang=${code}`, lang: code, hreflang: code })
    if (code === current) link.setAttribute('aria-current', 'page')
    return link
  })
}

function hero(): HTMLElement {
  const picture = element('img', [], { src: pictureOf('fjord'), alt: '' })
  return element('section', [picture, element('h1', [own.headline]), element('p', [own.lead])], { className: 'hero' })
}

function promises(): HTMLElement {
  const items = own.promises.map(([what, detail]) =>
    element('li', [element('strong', [what]), element('span', [detail])]),
  )
  return element('section', [element('ul', items, { className: 'promises' })])
}

function goods(): HTMLElement {
  const money = new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency: 'NOK',
    maximumFractionDigits: 0,
  })
  const items = products.map(({ name, price }) => {
    const [title, about] = own.products[name]
    return element('li', [
      element('img', [], { src: pictureOf(name), alt: '', loading: 'lazy' }),
      element('h3', [title]),
      element('p', [about]),
      element('p', [money.format(price)], { className: 'price' }),
    ])
  })
  return element('section', [element('h2', [own.goods]), element('ul', items, { className: 'goods' })])
}

/** English prices as in Europe, NOK 1,499. */
function localeOf(code: Language): string {
  return code === 'en' ? 'en-GB' : code
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  content: readonly (Node | string)[],
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...content)
  return made
}
