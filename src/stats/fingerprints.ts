// Counts how many different conversations episodes belong to. A Map would do; with tens of thousands of numbers beyond 31
// bits, added to several sums each, it took a third of the time of a page.

/** Whole numbers of up to 53 bits, evenly spread in the lowest 31, each with how often it was added. */
export class Fingerprints {
  /** Open addressing; a place whose count is 0 keeps its value, so that what lies behind it is found. */
  #values = new Float64Array(0)
  #counts = new Int32Array(0)
  /** Places taken, those whose count has come down to 0 among them. */
  #taken = 0
  #listed = 0
  #different = 0

  /** How many were added. */
  get listed(): number {
    return this.#listed
  }

  /** How many different ones were added. */
  get different(): number {
    return this.#different
  }

  /** Adds a value so many times, or takes it out. */
  add(value: number, by: number): void {
    if (4 * this.#taken >= 3 * this.#counts.length) this.#grow()
    const place = this.#placeOf(value)
    const before = this.#counts[place] ?? 0
    if (this.#values[place] !== value) {
      this.#values[place] = value
      this.#taken += 1
    }
    this.#counts[place] = before + by
    this.#listed += by
    if (before === 0) this.#different += 1
    if (before + by === 0) this.#different -= 1
  }

  /** Adds others, or takes them out. */
  addAll(others: Fingerprints, sign: 1 | -1): void {
    const counts = others.#counts
    for (let place = 0; place < counts.length; place++) {
      const count = counts[place] ?? 0
      if (count !== 0) this.add(others.#values[place] ?? 0, sign * count)
    }
  }

  *[Symbol.iterator](): Generator<readonly [value: number, count: number]> {
    for (const [place, count] of this.#counts.entries()) if (count !== 0) yield [this.#values[place] ?? 0, count]
  }

  /** Where a value stands or would stand. No value is NaN, which marks a free place. */
  #placeOf(value: number): number {
    const values = this.#values
    const last = values.length - 1
    let place = value & last
    while (values[place] !== value && !Number.isNaN(values[place])) place = (place + 1) & last
    return place
  }

  #grow(): void {
    const [values, counts] = [this.#values, this.#counts]
    const size = Math.max(8, 2 ** Math.ceil(Math.log2(4 * (this.#different + 1))))
    this.#values = new Float64Array(size).fill(Number.NaN)
    this.#counts = new Int32Array(size)
    this.#taken = 0
    for (let old = 0; old < counts.length; old++) {
      const count = counts[old] ?? 0
      if (count === 0) continue
      const value = values[old] ?? 0
      const place = this.#placeOf(value)
      this.#values[place] = value
      this.#counts[place] = count
      this.#taken += 1
    }
  }
}
