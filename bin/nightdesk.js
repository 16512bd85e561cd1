#!/usr/bin/env node
// The way in for any Node: says plainly when it is too old, before a newer file could fail to load.

import { fileURLToPath } from 'node:url'

const least = 24
const major = Number(process.versions.node.split('.')[0])

if (major < least) {
  process.stderr.write(
    `nightdesk needs Node ${least} or newer; this is Node ${process.versions.node}.\n` +
      'Run "npm ci", which brings the right one along, and then "npm start" (not "node" by hand).\n',
  )
  process.exitCode = 78
} else {
  // The next start finds every file compiled, its types already taken off.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache(fileURLToPath(new URL('../var/compile-cache', import.meta.url)))
  await import('../src/main.ts')
}
