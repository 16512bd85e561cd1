// Measures work by the processor's time, so that a busy machine fails no test.

/** The least of three runs after one to warm up, in milliseconds of this process. */
export function cpuMsOf(work: () => void): number {
  work()
  const runs = [0, 1, 2].map(() => {
    const from = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}
