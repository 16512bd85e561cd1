// Preloaded into every measured process: answers how much processor time and memory it has used.

process.on('message', (message) => {
  if ((message as { ask?: string }).ask !== 'usage') return
  const { user, system } = process.cpuUsage()
  const peakBytes = process.resourceUsage().maxRSS * 1024
  process.send?.({ kind: 'usage', values: { cpuUs: user + system, rssBytes: process.memoryUsage.rss(), peakBytes } })
})
process.channel?.unref()
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))
