// The command line of `stats markers` and `stats baseline`; what they do is loaded only when they are called.

import { type Command, Option } from 'commander'
import type { Config } from '../config.ts'
import { type Language, languages } from '../model/language.ts'

type Around = { readonly config: () => Promise<Config>; readonly out: (line: string) => void }

type Scope = { readonly channel?: string; readonly team?: string; readonly intent?: string }

/** Adds `markers` and `baseline`, each with what can be done with them, below `stats`. */
export function addMarkCommands(stats: Command, around: Around): void {
  addMarkerCommands(stats, around)
  addBaselineCommands(stats, around)
}

function addMarkerCommands(stats: Command, { config, out }: Around): void {
  const markers = stats.command('markers').description('days on which something changed: see docs/benchmark.md')
  scoped(markers.command('add'), 'what changed')
    .description('mark the day on which something changed')
    .requiredOption('--label <words>', 'what changed, in at most 80 characters')
    .option('--date <day>', "the shop's day, such as 2026-11-20; without it today")
    .option('--by <name>', 'who marks it', 'command line')
    .action(async (options: Scope & { label: string; date?: string; by: string }) => {
      const { addMarker } = await import('./marks.ts')
      await addMarker(await config(), options, out)
    })
  markers
    .command('list')
    .description('all markers, by day')
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      const { listMarkers } = await import('./marks.ts')
      await listMarkers(await config(), options, out)
    })
  markers
    .command('compare <id>')
    .description('the figures in matched weeks before and after a marker')
    .option('--weeks <n>', 'at most so many on both sides', '4')
    .option('--business', 'in business time')
    .option('--json', 'one JSON object, as GET /api/stats/changes gives it')
    .action(async (id: string, options: { weeks: string; business?: boolean; json?: boolean }) => {
      const { compareMarker } = await import('./marks.ts')
      process.exitCode = await compareMarker(await config(), id, options, out)
    })
  removal(markers, { config, out }, 'marker')
}

function addBaselineCommands(stats: Command, { config, out }: Around): void {
  const baseline = stats.command('baseline').description('figures frozen to be compared with: see docs/benchmark.md')
  scoped(baseline.command('freeze'), 'what it is narrowed to')
    .description('freeze the figures of a period under a name')
    .requiredOption('--name <words>', 'its name, in at most 80 characters')
    .requiredOption('--from <day>', "its first day, in the shop's zone")
    .requiredOption('--to <day>', 'its last day')
    .addOption(new Option('--language <code>', 'what it is narrowed to').choices([...languages]))
    .option('--by <name>', 'who freezes it', 'command line')
    .action(async (options: Scope & { name: string; from: string; to: string; by: string; language?: Language }) => {
      const { freezeNow } = await import('./marks.ts')
      await freezeNow(await config(), options, out)
    })
  baseline
    .command('list')
    .description('all baselines, the latest first')
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      const { listBaselines } = await import('./marks.ts')
      await listBaselines(await config(), options, out)
    })
  baseline
    .command('compare <id>')
    .description('the figures of the last days against a baseline')
    .option('--days <n>', 'how many whole days back', '28')
    .option('--business', 'in business time')
    .option('--json', 'one JSON object, as GET /api/stats/changes gives it')
    .action(async (id: string, options: { days: string; business?: boolean; json?: boolean }) => {
      const { compareBaseline } = await import('./marks.ts')
      process.exitCode = await compareBaseline(await config(), id, options, out)
    })
  removal(baseline, { config, out }, 'baseline')
}

function scoped(command: Command, about: string): Command {
  return command.option('--channel <name>', about).option('--team <name>', about).option('--intent <name>', about)
}

function removal(command: Command, { config, out }: Around, kind: 'marker' | 'baseline'): void {
  command
    .command('remove <id>')
    .description(`remove a ${kind}; for 30 days it can be brought back`)
    .action(async (id: string) => {
      const { removeMark } = await import('./marks.ts')
      process.exitCode = await removeMark(await config(), { id, kind }, out)
    })
  command
    .command('restore <id>')
    .description(`bring a ${kind} back that was removed in the last 30 days`)
    .action(async (id: string) => {
      const { restoreMark } = await import('./marks.ts')
      process.exitCode = await restoreMark(await config(), { id, kind }, out)
    })
}
