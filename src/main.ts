// The command line: reads the arguments, hands over to one command, says plainly what went wrong.

import { Command, Option } from 'commander'
import { addMarkCommands } from './commands/marks-line.ts'
import { addTokenCommands } from './commands/token-line.ts'
import type { TrainLanguageOptions } from './commands/train-language.ts'
import { languages } from './model/language.ts'

/** Wrong use or wrong settings: sysexits.h EX_USAGE and EX_CONFIG. */
const exitUsage = 64
const exitConfig = 78

const complain = (line: string): void => void process.stderr.write(`${line}\n`)

try {
  process.loadEnvFile()
} catch (error) {
  // No .env is the usual case; one that cannot be read must be said.
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') complain('.env cannot be read; its settings are not used.')
}

// A reader that has heard enough (`| head`) ends the output, not the process with a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const out = (line: string): void => void process.stdout.write(`${line}\n`)

type EvaluateArguments = {
  readonly train: string
  readonly test: string
  readonly lang?: string
  readonly json?: boolean
  readonly typos?: boolean
  readonly dense?: 'energetic' | 'openai'
}

/** A message for the operator instead of a stack trace. */
function giveUp(text: string, exitCode = 1): never {
  complain(text)
  process.exit(exitCode)
}

/** Loaded only where it is needed: what checks settings is large, and measuring understanding needs none. */
async function configOrGiveUp() {
  const { readConfig } = await import('./config.ts')
  const { config, problems } = readConfig(process.env)
  if (config) return config
  const lines = problems.map(({ name, what, remedy }) => `  ${name} ${what}.\n    ${remedy}`)
  return giveUp(`nightdesk cannot start: the settings need mending.\n\n${lines.join('\n')}`, exitConfig)
}

const program = new Command('nightdesk')
  .description('Answers customers at night, hands over in the morning, keeps exact times.')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitUsage))

program
  .command('start')
  .description('start nightdesk: shop page, chat, desk and stats')
  .action(async () => {
    const config = await configOrGiveUp()
    const { start } = await import('./commands/start.ts')
    await start(config, out)
  })

program
  .command('chat')
  .description('talk to the bot in the terminal; nothing is kept')
  .option('--json', 'one JSON line for each reply')
  .addOption(new Option('--language <code>', "language of the customer's page").choices([...languages]))
  .action(async (options: { json?: boolean; language?: string }) => {
    const { chat } = await import('./commands/chat.ts')
    await chat({ ...options, intents: (await configOrGiveUp()).intentsFolder }, out)
  })

program
  .command('check')
  .description("check the shop's words and the settings, and run the tests inside intent files")
  .option('--json', 'one JSON object')
  .option('--watch', 'check again whenever a file changes')
  .option('--no-tests', 'leave out the tests inside the files')
  .action(async (options: { json?: boolean; watch?: boolean; tests: boolean }) => {
    const { check, checkWatching } = await import('./commands/check.ts')
    if (options.watch) await checkWatching(await configOrGiveUp(), options, out)
    else process.exitCode = await check(await configOrGiveUp(), options, out)
  })

program
  .command('schema')
  .description('write JSON Schemas beside the intent files, for editors that complete and underline')
  .action(async () => {
    const { schema } = await import('./commands/schema.ts')
    await schema(await configOrGiveUp(), out)
  })

program
  .command('import <file>')
  .description('make intent files of a table, Rasa, a page, Markdown or Chatwoot; or put an exported table back')
  .addOption(
    new Option('--from <kind>', "without it the file's ending decides").choices([
      'csv',
      'rasa',
      'faq-page',
      'markdown',
      'chatwoot',
    ]),
  )
  .addOption(new Option('--language <code>', 'of the texts; without it they decide').choices([...languages]))
  .option('--write', 'write the files; without it they are only shown')
  .action(async (file: string, options: object) => {
    const { importFile } = await import('./commands/import.ts')
    process.exitCode = await importFile(await configOrGiveUp(), file, options, out)
  })

program
  .command('export [file]')
  .description("the shop's words as a CSV table with a column for each language; import puts it back")
  .action(async (to?: string) => {
    const { exportContent } = await import('./commands/export.ts')
    await exportContent(await configOrGiveUp(), to === undefined ? {} : { to }, out)
  })

program
  .command('replay')
  .description('run stored conversations over changed content and tell what would be different; nothing is sent')
  .option('--since <time>', 'days or hours gone by, or a date: 7d, 12h, 2026-11-14', '7d')
  .option('--intents <folder>', 'the changed content; without it, what is there now against what was said')
  .option('--json', 'one JSON object')
  .action(async (options: { since: string; intents?: string; json?: boolean }) => {
    const { replay } = await import('./commands/replay.ts')
    process.exitCode = await replay(await configOrGiveUp(), options, out)
  })

program
  .command('learn')
  .description("compile what is learnt from the shop's words, so that the next start need not")
  .action(async () => {
    const { intentsFolder } = await configOrGiveUp()
    const { loadKnowledge } = await import('./knowledge.ts')
    const { content } = await loadKnowledge(intentsFolder)
    out(`${content.intents.size} intents are learnt.`)
  })

program
  .command('doctor')
  .description('say what is wrong with this installation and how to mend it')
  .option('--json', 'one JSON object')
  .action(async (options: { json?: boolean }) => {
    const { doctor } = await import('./commands/doctor.ts')
    process.exitCode = await doctor(process.env, options, out)
  })

program
  .command('slack')
  .description('connect Slack, where agents work: see docs/slack.md')
  .command('manifest')
  .description("print the app manifest to paste into Slack's page")
  .option('--http', 'Slack posts to NIGHTDESK_URL; without it nightdesk opens the connection (Socket Mode)')
  .action(async (options: { http?: boolean }) => {
    const { printManifest } = await import('./commands/slack.ts')
    printManifest(await configOrGiveUp(), options, out)
  })

const statsCommand = program
  .command('stats')
  .description('the figures of the last days, from the database')
  .option('--json', 'one JSON object')
  .option('--all', 'with --json: every figure, in wall and business time')
  .option('--view <name>', 'as JSON: week, distribution, flows, comments, deliveries or agents')
  .option('--days <n>', 'how many days back', '7')
  .action(async (options: { json?: boolean; all?: boolean; view?: string; days: string }) => {
    const { stats } = await import('./commands/stats.ts')
    await stats(await configOrGiveUp(), options, out)
  })

statsCommand
  .command('rebuild')
  .description('make the sums behind the figures anew from events')
  .action(async () => {
    const { rebuild } = await import('./commands/stats.ts')
    await rebuild(await configOrGiveUp(), out)
  })

addMarkCommands(statsCommand, { config: configOrGiveUp, out })

program
  .command('demo')
  .description('fill an empty database with a believable quarter, to see the pages full')
  .option('--days <n>', 'how many days, ending now', '90')
  .option('--seed <n>', 'the same seed tells the same story', '1')
  .action(async (options: { days: string; seed: string }) => {
    const { demo } = await import('./commands/demo.ts')
    await demo(await configOrGiveUp(), options, Date.now(), out)
  })

program
  .command('night')
  .description('play a whole night in fast time: customers, agents in a simulated Slack, an outage, a storm')
  .option('--seed <n>', 'the same seed tells the same night, to the byte', '1')
  .option('--customers <n>', 'how many come besides those in the storm', '60')
  .option('--json', 'one JSON object')
  .option('--serve', "afterwards serve that morning: Slack's rooms to look at and work in, the shop, the desk")
  .action(async (options: { seed: string; customers: string; json?: boolean; serve?: boolean }) => {
    const { night, nightServed } = await import('./commands/night.ts')
    const config = await configOrGiveUp()
    if (!options.serve) {
      process.exitCode = await night(config, options, out)
      return
    }
    const served = await nightServed(config, options, out)
    const stop = () => void served.stop().then(() => process.exit(0))
    process.once('SIGINT', stop).once('SIGTERM', stop)
  })

program
  .command('invite')
  .description('print a one-time link with which a colleague signs in')
  .addOption(
    new Option('--role <role>', 'what they may do')
      .choices(['agent', 'manager', 'editor', 'both', 'all'])
      .default('both'),
  )
  .option('--name <name>', 'their name; without it they say it themselves')
  .option('--wall', 'instead a lasting link to the wall screen, which shows no names and no words')
  .action(async (options: { role: 'agent' | 'manager' | 'editor' | 'both' | 'all'; name?: string; wall?: boolean }) => {
    const { invite } = await import('./commands/invite.ts')
    await invite(await configOrGiveUp(), options, out)
  })

addTokenCommands(program, { config: configOrGiveUp, out, giveUp: (text) => giveUp(text, exitUsage) })

program
  .command('evaluate')
  .description('train on one file, test on another, through the code that serves customers')
  .requiredOption('--train <file>', 'JSON lines of text, intent, lang')
  .requiredOption('--test <file>', 'JSON lines of text, intent (null: out of scope), lang')
  .option('--lang <code>', 'language of all lines that name none')
  .addOption(
    new Option('--dense <model>', 'try dense vectors beside the words: see docs/dense.md').choices([
      'energetic',
      'openai',
    ]),
  )
  .option('--typos', 'also with one typing mistake in each line')
  .option('--json', 'one JSON object')
  .action(async ({ dense, ...options }: EvaluateArguments) => {
    const { evaluate } = await import('./commands/evaluate.ts')
    const tried = dense ? await import('./commands/evaluate-dense.ts') : undefined
    const embedder = dense && tried?.embedderFor(dense, (await configOrGiveUp()).embeddings)
    await evaluate({ ...options, ...(embedder ? { dense: embedder } : {}) }, out)
  })

program
  .command('evaluate-language')
  .description('test language recognition, each line on its own')
  .requiredOption('--test <file>', 'JSON lines of text, lang')
  .option('--json', 'one JSON object')
  .action(async (options: { test: string; json?: boolean }) => {
    const { evaluateLanguage } = await import('./commands/evaluate.ts')
    await evaluateLanguage(options, out)
  })

program
  .command('held-back')
  .description(
    "how messages that are not in the shop's words are understood, by language, with what is mistaken for what",
  )
  .option('--lines <file>', 'language, intent or -, and text, with tabs between', 'test/wordings/held-back.tsv')
  .option('--write [document]', 'put the figures between the markers of a document; docs/held-back.md unless named')
  .option('--json', 'one JSON object')
  .action(async ({ write, ...options }: { lines: string; write?: string | true; json?: boolean }) => {
    const { heldBack } = await import('./commands/held-back.ts')
    const document = write === true ? 'docs/held-back.md' : write
    await heldBack(await configOrGiveUp(), { ...options, ...(document ? { write: document } : {}) }, out)
  })

program
  .command('train-language')
  .description('learn to tell the languages apart, and measure it (for developers)')
  .requiredOption('--sentences <file>', 'JSON lines of text, lang')
  .option('--lines <folder>', 'short chat lines, a file for each language', 'src/understand/chat-lines')
  .option('--intents <folder>', "the shop's words", 'intents')
  .option('--write <file>', 'keep the weights there')
  .option('--hold-back', 'learn from four lines of five and test on the fifth')
  .action(async (options: TrainLanguageOptions) => {
    const { trainLanguage } = await import('./commands/train-language.ts')
    await trainLanguage(options, out)
  })

try {
  await program.parseAsync()
} catch (error) {
  giveUp(error instanceof Error ? error.message : 'Something went wrong for which there is no word.')
}
