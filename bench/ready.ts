// For the measured servers: says that it listens, and what the measuring side needs to know.

export function tellReady(port: number, values: Readonly<Record<string, string>> = {}): void {
  process.send?.({ kind: 'ready', values: { ...values, port: String(port) } })
}
