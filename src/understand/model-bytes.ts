// A classifier as bytes and back, so that a compiled model can be kept beside the hash of its content.

import type { Calibration, Classifier, Misread } from './classify.ts'
import type { DenseSpace } from './dense.ts'
import { vocabularyOf } from './vector.ts'

/** Rises whenever features, learning or layout change: bytes of another version are learnt anew, never misread. */
const version = 2
const magic = 'nightdesk-mind'

type Header = {
  readonly magic: string
  readonly version: number
  readonly intents: readonly string[]
  readonly features: number
  readonly wordCount: number
  readonly unseenIdf: number
  readonly calibration: Calibration
  readonly misread: readonly Misread[]
  /** Only where dense vectors were learnt: their model, its languages and the vectors' length. */
  readonly space?: Omit<DenseSpace, 'mean'> & { readonly dimensions: number }
}

const bytesOf = (array: Uint32Array | Float32Array | Int8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

/** Header length, header as JSON, then the arrays one after the other, in the machine's (little-endian) order. */
export const serialise = ({
  intents,
  vocabulary,
  weights,
  scales,
  bias,
  calibration,
  misread,
  space,
}: Classifier): Uint8Array => {
  const { keys, wordCount, idf, unseenIdf } = vocabulary
  const header: Header = {
    magic,
    version,
    intents,
    features: keys.length,
    wordCount,
    unseenIdf,
    calibration,
    misread,
    ...(space ? { space: { model: space.model, languages: space.languages, dimensions: space.mean.length } } : {}),
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const parts = [
    new Uint8Array(Uint32Array.of(text.length).buffer),
    text,
    ...[keys, idf, scales, bias, space?.mean ?? new Float32Array(), weights].map(bytesOf),
  ]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const headerOf = (bytes: Uint8Array): { header: Header; end: number } | undefined => {
  if (bytes.length < 4) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  if (bytes.length < 4 + length) return undefined
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header
    return header.magic === magic && header.version === version ? { header, end: 4 + length } : undefined
  } catch {
    return undefined
  }
}

/** The classifier that was serialised, or undefined when the bytes are no whole model of this version. */
export const parse = (bytes: Uint8Array): Classifier | undefined => {
  const found = headerOf(bytes)
  if (found === undefined) return undefined
  const { intents, features, wordCount, unseenIdf, calibration, misread, space } = found.header
  const dimensions = space?.dimensions ?? 0
  const size = 8 * features + 8 * intents.length + 4 * dimensions + (features + dimensions) * intents.length
  if (bytes.length !== found.end + size) return undefined
  let at = found.end
  // A copy of the very bytes: a Buffer's own slice() would share its pool, at an odd place in it.
  const next = (size: number): ArrayBufferLike => {
    at += size
    return bytes.buffer.slice(bytes.byteOffset + at - size, bytes.byteOffset + at)
  }
  const keys = new Uint32Array(next(4 * features))
  const idf = new Float32Array(next(4 * features))
  const scales = new Float32Array(next(4 * intents.length))
  const bias = new Float32Array(next(4 * intents.length))
  const mean = new Float32Array(next(4 * dimensions))
  const weights = new Int8Array(next((features + dimensions) * intents.length))
  const vocabulary = vocabularyOf(keys, wordCount, idf, unseenIdf)
  const { model, languages } = space ?? {}
  const learntIn = model === undefined ? {} : { space: { model, ...(languages ? { languages } : {}), mean } }
  return { intents, vocabulary, weights, scales, bias, calibration, misread, ...learntIn }
}
