// A thread of the workbench: takes one task after the other and answers each.

import { parentPort } from 'node:worker_threads'
import { tasks } from './tasks.ts'

type Asked = { readonly id: number; readonly task: keyof typeof tasks; readonly input: never }

parentPort?.on('message', async ({ id, task, input }: Asked) => {
  try {
    parentPort?.postMessage({ id, output: await tasks[task](input) })
  } catch (error) {
    // The name of the fault alone: its text may quote what was tried.
    parentPort?.postMessage({ id, fault: error instanceof Error ? error.name : 'unknown' })
  }
})
