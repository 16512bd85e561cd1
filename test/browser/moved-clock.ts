// Moves this process's clock, so that every test happens at a known hour: imported before anything that reads the time.

const realNow = Date.now
let offsetMs = 0

Date.now = () => realNow() + offsetMs

/** From here on time runs on from this moment (ISO 8601). */
export function moveClock(moment: string): void {
  offsetMs = Date.parse(moment) - realNow()
}

/** How far the clock is from the machine's own, in ms; what browsers must be moved by. */
export function clockOffsetMs(): number {
  return offsetMs
}
