// Slack's timestamps as times.

/** Slack's ts, which is a time as well, in epoch ms with its microseconds: their order is the order of things said. */
export function momentOfTs(ts: string): number {
  const [seconds = '', micros = ''] = ts.split('.')
  return (Number(seconds) * 1_000_000 + Number(micros.padEnd(6, '0').slice(0, 6))) / 1000
}
