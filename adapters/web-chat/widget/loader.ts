// The one script tag: makes the chat's button, and nothing else until a visitor opens the chat. No storage is written
// and nothing is requested before that; for a visitor who has opened it before, the panel is fetched when idle.

import theme from '../../../src/pages/theme.css?inline'
import { accentShades } from './accent.ts'
import css from './button.css?inline'
import { buttonWords } from './button-words.ts'
import { wasHere, wasOpen } from './keeping.ts'
import { chooseLanguage } from './language.ts'
import type { PanelHandle, PanelHost } from './panel.tsx'

declare const PANEL_FILE: string

function begin(script: HTMLScriptElement): void {
  const base = new URL('.', script.src).href.slice(0, -1)
  const { dataset } = script
  const page = document.documentElement.lang
  const language = chooseLanguage([dataset['language'], page, ...navigator.languages])
  const own = buttonWords[language]
  const { host, root, button, badge } = makeButton(own.chat)
  dress(host, dataset)

  let panel: Promise<PanelHandle> | undefined
  const panelHost: PanelHost = {
    root,
    base,
    language,
    unread(count) {
      badge.textContent = count === 0 ? '' : String(count)
      button.setAttribute('aria-label', count === 0 ? own.chat : `${own.chat}, ${own.unread(count)}`)
    },
    closed() {
      button.hidden = false
      button.focus()
    },
  }
  const load = () => {
    panel ??= import(/* @vite-ignore */ `${base}/${PANEL_FILE}`).then((module) => module.mount(panelHost))
    return panel
  }
  async function open(focus: boolean): Promise<void> {
    button.ariaBusy = 'true'
    try {
      const loaded = await load()
      button.hidden = true
      loaded.open(focus)
    } catch {
      panel = undefined
      button.setAttribute('aria-label', own.failed)
      button.title = own.failed
    }
    button.ariaBusy = 'false'
  }

  button.addEventListener('click', () => void open(true))
  if (wasOpen() && innerWidth > 540) void open(false)
  else if (wasHere()) (globalThis.requestIdleCallback ?? setTimeout)(() => void load().catch(() => (panel = undefined)))
}

function makeButton(label: string) {
  const host = document.createElement('div')
  host.id = 'nightdesk'
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [theme, css].map((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    return sheet
  })
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'launcher'
  button.setAttribute('aria-label', label)
  button.setAttribute('aria-haspopup', 'dialog')
  const text = document.createElement('span')
  text.textContent = label
  const badge = document.createElement('b')
  button.append(drawing(), text, badge)
  root.append(button)
  document.body.append(host)
  return { host, root, button, badge }
}

/** A speech bubble with a moon in it. */
function drawing(): SVGElement {
  const svgNames = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(svgNames, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(svgNames, 'path')
  path.setAttribute('d', 'M4 4h16v12H10l-5 4v-4H4zM14.5 12a3.5 3.5 0 1 1-3-5.5 3 3 0 0 0 3 5.5z')
  svg.append(path)
  return svg
}

/** What the script tag says about looks: data-accent, data-side, data-theme. */
function dress(host: HTMLElement, { accent, side, theme: scheme }: DOMStringMap): void {
  // Inline, for a shop's own rules for every element would win over :host.
  host.style.all = 'initial'
  host.style.colorScheme = scheme === 'light' || scheme === 'dark' ? scheme : 'light dark'
  const shades = accent === undefined ? undefined : accentShades(accent)
  if (shades !== undefined) {
    host.style.setProperty('--accent-light', shades.light)
    host.style.setProperty('--accent-dark', shades.dark)
  }
  if (side === 'left') host.classList.add('left')
  // 1rem as the visitor set it in the browser (`medium`), whatever the shop did to its own root.
  host.style.setProperty('--rem', getComputedStyle(host).fontSize)
}

const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  if (document.body) begin(script)
  else addEventListener('DOMContentLoaded', () => begin(script))
}
