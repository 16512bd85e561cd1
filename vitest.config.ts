// Two projects: `fast` is the inner loop (no process, browser or server database); `slow` is the rest.

import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const slow = ['test/slow/**/*.test.ts', 'test/browser/**/*.test.ts']

// A busy machine fails nothing: the limits are only for what would never end.
const patient = { testTimeout: 120_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    // One more than there are cores: by default a core is left idle, and the slow tests mostly wait for one another's ends.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // Nothing here keeps anything in a module, so what one file has loaded serves the next: half of the time.
      { test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: slow, isolate: false, ...patient } },
      { test: { name: 'slow', include: slow, ...patient } },
    ],
  },
})
