// Learns a mind in a thread of its own and hands the compiled bytes back.

import { parentPort, workerData } from 'node:worker_threads'
import { compiledMind, createMind, type MindSource } from './understand.ts'

parentPort?.postMessage(compiledMind(createMind(workerData as MindSource)))
