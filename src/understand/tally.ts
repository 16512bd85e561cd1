// Counts 32-bit hashes and finds them again, in flat arrays: a third of learning's time went into Maps of numbers.

/** A power of two, at least twice as many slots as there may be hashes. */
const slotsFor = (hashes: number): Int32Array => new Int32Array(2 ** Math.ceil(Math.log2(Math.max(8, hashes * 2))))

/** Where a hash stands, or 0 and the free slot where it may: hashes are well mixed, so neighbours are seldom taken. */
const slotOf = (hash: number, slots: Int32Array, hashes: Uint32Array): number => {
  const mask = slots.length - 1
  let slot = hash & mask
  for (;;) {
    const place = slots[slot] as number
    if (place === 0 || hashes[place - 1] === hash) return slot
    slot = (slot + 1) & mask
  }
}

/** How often each hash was added, in the order in which they came first. */
export class Tally {
  /** Of these and `times` the first `size` are filled. */
  hashes = new Uint32Array(256)
  times = new Uint32Array(256)
  size = 0
  /** 0: free; else one more than the place of its hash. */
  private slots = slotsFor(256)

  add(hash: number): void {
    const slot = slotOf(hash, this.slots, this.hashes)
    const place = this.slots[slot] as number
    if (place > 0) {
      this.times[place - 1] = (this.times[place - 1] as number) + 1
      return
    }
    this.hashes[this.size] = hash
    this.times[this.size++] = 1
    this.slots[slot] = this.size
    if (this.size === this.hashes.length) this.grow()
  }

  timesOf(hash: number): number {
    const place = this.slots[slotOf(hash, this.slots, this.hashes)] as number
    return place === 0 ? 0 : (this.times[place - 1] as number)
  }

  /** Empty again, in the time that filling it took, however large it once grew. */
  clear(): void {
    for (let at = this.size - 1; at >= 0; at--)
      this.slots[slotOf(this.hashes[at] as number, this.slots, this.hashes)] = 0
    this.size = 0
  }

  private grow(): void {
    const [hashes, times] = [this.hashes, this.times]
    this.hashes = new Uint32Array(hashes.length * 2)
    this.times = new Uint32Array(hashes.length * 2)
    this.hashes.set(hashes)
    this.times.set(times)
    this.slots = slotsFor(this.hashes.length)
    for (let at = 0; at < this.size; at++)
      this.slots[slotOf(this.hashes[at] as number, this.slots, this.hashes)] = at + 1
  }
}

/** Finds where a hash stands among many; undefined: nowhere. */
export type Places = { readonly get: (hash: number) => number | undefined }

/** Finds hashes from one place to another (the end left out) of an array in which each stands once. */
export const placesAmong = (keys: Uint32Array, from: number, to: number): Places => {
  const part = keys.subarray(from, to)
  const slots = slotsFor(part.length)
  for (let at = 0; at < part.length; at++) slots[slotOf(part[at] as number, slots, part)] = at + 1
  return {
    get: (hash) => {
      const place = slots[slotOf(hash, slots, part)] as number
      return place === 0 ? undefined : from + place - 1
    },
  }
}
