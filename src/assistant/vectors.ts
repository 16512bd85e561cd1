// Proves that what a model sent are vectors as they must be; a wrong one is an error, never a wrong answer.

import { EmbedderError } from '../ports/embedder.ts'

const nonsense = (what: string): EmbedderError =>
  new EmbedderError(
    'nonsense',
    `The embeddings model sent ${what}. Check that NIGHTDESK_EMBEDDINGS_URL and NIGHTDESK_EMBEDDINGS_MODEL name an embeddings model.`,
  )

const checkedVector = (numbers: unknown, length: number | undefined): Float32Array => {
  // A text here is base64, which was not asked for: decoding a guess is how 1536 numbers once became 384 wrong ones.
  if (!Array.isArray(numbers) || numbers.length === 0) throw nonsense('something that is no list of numbers')
  if (length !== undefined && numbers.length !== length)
    throw nonsense(`a vector of ${numbers.length} numbers where its vectors have ${length}`)
  const vector = new Float32Array(numbers.length)
  let largest = 0
  for (const [at, value] of numbers.entries()) {
    if (typeof value !== 'number' || !Number.isFinite(Math.fround(value)))
      throw nonsense('a vector that is not all numbers')
    vector[at] = value
    largest = Math.max(largest, Math.abs(value))
  }
  if (largest === 0) throw nonsense('a vector of nothing but zeros')
  return vector
}

/**
 * The vectors, checked: as many as were asked for, all of one length, every number finite, none of nothing.
 * @param length what they must measure; undefined: as the first.
 * @throws EmbedderError `nonsense`.
 */
export const checkedVectors = (rows: unknown, count: number, length?: number): readonly Float32Array[] => {
  if (!Array.isArray(rows) || rows.length !== count)
    throw nonsense(`${Array.isArray(rows) ? rows.length : 'no'} vectors for ${count} texts`)
  const vectors: Float32Array[] = []
  for (const row of rows) vectors.push(checkedVector(row, length ?? vectors[0]?.length))
  return vectors
}

/** The rows of an OpenAI-compatible answer in the order that was asked, whatever order they came in. */
export const rowsOf = (answer: unknown): unknown => {
  const data = (answer as { data?: unknown } | null | undefined)?.data
  if (!Array.isArray(data)) return undefined
  const rows: unknown[] = []
  for (const [at, item] of data.entries()) {
    const { index, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown }
    const place = index === undefined ? at : index
    if (!Number.isInteger(place) || (place as number) < 0 || (place as number) >= data.length) return undefined
    if ((place as number) in rows) return undefined
    rows[place as number] = embedding
  }
  return rows
}
