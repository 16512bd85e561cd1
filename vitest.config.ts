// Two projects: `fast` is the inner loop (no process, browser or server database); `slow` is the rest.

import { defineConfig } from 'vitest/config'

const slow = ['test/slow/**/*.test.ts', 'test/browser/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: slow } },
      { test: { name: 'slow', include: slow, testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
})
