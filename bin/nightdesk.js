#!/usr/bin/env node
// The way in for any Node: says plainly when it is too old, before a newer file could fail to load.

const least = 24
const major = Number(process.versions.node.split('.')[0])

if (major < least) {
  process.stderr.write(
    `nightdesk needs Node ${least} or newer; this is Node ${process.versions.node}.\n` +
      'Run "npm ci", which brings the right one along, and then "npm start" (not "node" by hand).\n',
  )
  process.exitCode = 78
} else {
  await import('../src/main.ts')
}
