// Builds everything that runs in a browser into dist/: the pages, the widget's panel, and the loader that brings it.
//
// Three environments in one build: pages are modules with hashed assets; the panel is one module that is loaded on
// opening; the loader is a classic script, so that one plain tag works, and it names the panel's version.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const pagesDir = import.meta.dirname
const widgetDir = resolve(pagesDir, '../../adapters/web-chat/widget')
const outDir = resolve(pagesDir, '../../dist')

const pages = ['shop', 'desk', 'stats', 'workbench', 'wall', 'sign-in']
  .map((name) => join(pagesDir, name, 'index.html'))
  .filter((file) => existsSync(file))

export default defineConfig({
  root: pagesDir,
  publicDir: join(pagesDir, 'shop', 'public'),
  appType: 'mpa',
  plugins: [loaderPlugin()],
  build: {
    outDir,
    // The first browsers with light-dark(); older ones would need every colour twice.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: false,
    // A strict policy lets no data: address in where a file will do.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  environments: {
    client: { build: { emptyOutDir: true, rolldownOptions: { input: pages } } },
    panel: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: join(widgetDir, 'panel.tsx'),
          preserveEntrySignatures: 'strict',
          output: { format: 'es', entryFileNames: 'widget-panel.js' },
        },
      },
    },
    loader: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        lib: { entry: join(widgetDir, 'loader.ts'), formats: ['iife'], name: 'nightdesk', fileName: () => 'widget.js' },
      },
    },
  },
  builder: {
    async buildApp({ build, environments: { client, panel, loader } }) {
      // In this order: the first empties the folder, the last reads what the second wrote.
      for (const environment of [client, panel, loader]) if (environment) await build(environment)
    },
  },
})

/** Names the panel's version in the loader, and leaves in the loader's theme only what its button uses. */
function loaderPlugin(): Plugin {
  return {
    name: 'nightdesk:loader',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'loader',
    transform(code, id) {
      if (id.endsWith('/theme.css?inline')) return { code: usedTokens(code, join(widgetDir, 'button.css')), map: null }
      if (!id.endsWith('/widget/loader.ts')) return undefined
      return { code: code.replace(/\bPANEL_FILE(?=})/, JSON.stringify(panelFile())), map: null }
    },
  }
}

/** The panel's address with its content's hash: it may be kept for ever, for the next one has another address. */
function panelFile(): string {
  const content = readFileSync(join(outDir, 'widget-panel.js'))
  return `widget-panel.js?v=${createHash('sha256').update(content).digest('base64url').slice(0, 10)}`
}

/** The theme without the tokens that the style sheet does not need, directly or through another token. */
function usedTokens(theme: string, sheetFile: string): string {
  const declaration = /^ *(--[\w-]+): ([^;]+);\n/gm
  const meanings = new Map([...theme.matchAll(declaration)].map(([, name = '', value = '']) => [name, value]))
  const used = new Set<string>()
  const add = (text: string) => {
    for (const [, name = ''] of text.matchAll(/var\((--[\w-]+)/g)) {
      if (used.has(name)) continue
      used.add(name)
      add(meanings.get(name) ?? '')
    }
  }
  add(readFileSync(sheetFile, 'utf8') + theme.replace(declaration, ''))
  return theme.replace(declaration, (whole, name: string) => (used.has(name) ? whole : ''))
}
