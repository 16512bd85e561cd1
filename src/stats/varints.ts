// Numbers as bytes: seven bits a byte, so that small ones take one; counts of neighbouring buckets mostly one together.

import type { BucketPairs, Buckets } from './buckets.ts'

const text = new TextEncoder()
const plain = new TextDecoder()

/** Grows as it is written. */
export class ByteWriter {
  #bytes = new Uint8Array(4096)
  #length = 0

  /** Begins anew. */
  clear(): void {
    this.#length = 0
  }

  /** What was written since, in memory of its own. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(2 * (this.#length + more))
    grown.set(this.#bytes)
    this.#bytes = grown
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  /** A whole number from 0 to 2^53. Throws RangeError for others: sums of which more was taken out than was in. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} cannot stand in a roll-up.`)
    this.#reserve(8)
    let left = value
    for (; left > 127; left = Math.floor(left / 128)) this.#bytes[this.#length++] = (left % 128) | 128
    this.#bytes[this.#length++] = left
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  text(value: string): void {
    const bytes = text.encode(value)
    this.number(bytes.length)
    this.raw(bytes)
  }

  /** Whole numbers in order, the smallest first. */
  rising(values: readonly number[]): void {
    this.number(values.length)
    let last = 0
    for (const value of values) {
      this.number(value - last)
      last = value
    }
  }

  /**
   * Pairs of the gap to the bucket before and the count. One byte up to 127 is both: five bits of gap, two of a count
   * from 1 on. From 128 on the lowest six bits are gap and the count follows; from 192 on more of the gap before it.
   */
  buckets({ counts, first }: Buckets): void {
    let last = 0
    for (let place = 0; place < counts.length; place++) {
      const count = counts[place] ?? 0
      if (count === 0) continue
      const gap = first + place - last
      last = first + place
      if (gap < 32 && count > 0 && count <= 4) {
        this.byte(gap | ((count - 1) << 5))
        continue
      }
      this.byte((gap & 63) | (gap < 64 ? 128 : 192))
      if (gap >= 64) this.number(gap >> 6)
      this.number(count)
    }
  }
}

/** Reads what a ByteWriter wrote. Past the end it reads zeros. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  number(): number {
    let byte = this.bytes[this.at++] ?? 0
    let value = byte & 127
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = this.bytes[this.at++] ?? 0
      value += (byte & 127) * scale
    }
    return value
  }

  text(): string {
    const length = this.number()
    this.at += length
    return plain.decode(this.bytes.subarray(this.at - length, this.at))
  }

  rising(): number[] {
    const values: number[] = []
    let last = 0
    for (let left = this.number(); left > 0; left--) {
      last += this.number()
      values.push(last)
    }
    return values
  }

  /** Reads the pairs up to `end` into `pairs`, in place of what stood there. */
  buckets(end: number, pairs: BucketPairs): void {
    const { bytes } = this
    let { at } = this
    pairs.reserve(end - at)
    const { buckets, counts } = pairs
    let bucket = 0
    let size = 0
    let n = 0
    while (at < end) {
      const byte = bytes[at++] ?? 0
      let count = (byte >> 5) + 1
      if (byte < 128) bucket += byte & 31
      else {
        bucket += byte & 63
        count = bytes[at++] ?? 0
        if (byte > 191 || count > 127) {
          this.at = at - 1
          if (byte > 191) bucket += this.number() * 64
          count = this.number()
          at = this.at
        }
      }
      buckets[size] = bucket
      counts[size++] = count
      n += count
    }
    this.at = end
    pairs.size = size
    pairs.n = n
  }
}
