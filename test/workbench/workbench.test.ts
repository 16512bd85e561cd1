// The workbench over a folder of its own: trying, saving, conflicts, history, read-only, and unanswered questions.

import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webChat } from '../../adapters/web-chat/index.ts'
import { systemClock } from '../../src/jobs/clock.ts'
import { type Knowledge, loadKnowledge } from '../../src/knowledge.ts'
import type { Store } from '../../src/ports/store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { copySmallShop, smallShop } from './small-shop.ts'

const who = 'Ada Editor'
let home: string
let folder: string
let store: Store
let knowledge: Knowledge
let bench: Workbench

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nightdesk-bench-'))
  folder = join(home, 'intents')
  copySmallShop(folder)
  store = await openSqlite(':memory:')
  knowledge = await loadKnowledge(folder)
  bench = openWorkbench({
    folder,
    historyFolder: join(home, 'history'),
    store,
    knowledge: () => knowledge,
    channels: [webChat({ secret: 'only-for-tests-0123456789abcdef', languages: ['en'] })],
    clock: systemClock,
  })
}, 60_000)

afterAll(async () => {
  await bench.close()
  await store.close()
  rmSync(home, { recursive: true })
})

async function patiently<T extends { state: string }>(
  ask: () => Promise<T>,
): Promise<Exclude<T, { state: 'learning' }>> {
  for (let tries = 0; tries < 15; tries++) {
    const answer = await ask()
    if (answer.state !== 'learning') return answer as Exclude<T, { state: 'learning' }>
  }
  throw new Error('it never ended')
}

async function opened(name: string) {
  const file = await bench.file(name)
  if (!file) throw new Error(`no ${name}`)
  return file
}

const now = Date.parse('2026-11-25T10:00:00Z')

describe('trying a message', () => {
  it('says what is understood, why, and what each channel would show', async () => {
    const tried = await patiently(() => bench.tryIt({ text: 'hvordan får jeg sendt genseren tilbake' }, now))
    if (tried.state !== 'done') throw new Error(tried.state)
    expect(tried.language.best).toBe('nb')
    expect(tried.language.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    expect(tried.intents[0]?.name).toMatch(/^return/)
    expect(tried.zone === 'sure').toBe(
      tried.marks.certainty >= tried.marks.sureFrom && tried.marks.scope >= tried.marks.nearFrom,
    )
    expect(tried.words.slice(0, 4).map(({ token }) => token)).toContain('tilbake')
    expect(tried.words.reduce((sum, { weight }) => sum + Math.abs(weight), 0)).toBeCloseTo(1)
    expect(tried.channels.map(({ name }) => name)).toEqual(['web', 'plain text'])
    expect(tried.channels[1]?.replies.every(({ choices }) => choices === undefined)).toBe(true)
  }, 60_000)

  it('uses a draft that is not saved, and says what keeps a bad one from being tried', async () => {
    const { text } = await opened('careers')
    const draft = { name: 'careers', text: text.replace('  en:\n    - ', '  en:\n    - zorp flimmer blax\n    - ') }
    const tried = await patiently(() =>
      bench.tryIt({ text: 'zorp flimmer blax', language: 'en', drafts: [draft] }, now),
    )
    expect(tried.state === 'done' && tried.intents[0]?.name).toBe('careers')
    const bad = { name: 'careers', text: text.replace('kind: question', 'kind: nonsense') }
    const broken = await patiently(() => bench.tryIt({ text: 'zorp', drafts: [bad] }, now))
    expect(broken.state === 'broken' && broken.problems[0]).toMatchObject({ file: 'careers.yaml', severity: 'error' })
  }, 60_000)

  it('runs the tests inside a draft', async () => {
    const { text } = await opened('careers')
    const good = await patiently(() => bench.runTests({ draft: { name: 'careers', text }, all: false }))
    expect(good).toMatchObject({ state: 'done', failures: [] })
    expect(good.state === 'done' && good.count).toBeGreaterThan(1)
    const changed = text.replace(/- nightdesk: .*/, '- nightdesk: what nobody says')
    const failed = await patiently(() => bench.runTests({ draft: { name: 'careers', text: changed }, all: false }))
    expect(failed.state === 'done' && failed.failures[0]).toMatchObject({ file: 'careers.yaml' })
  }, 60_000)
})

describe('saving', () => {
  it('writes the file, keeps who did what, and brings a version back as a new one', async () => {
    const before = await opened('newsletter')
    const form = before.form
    if (!form) throw new Error('no form')
    const more = {
      ...form,
      utterances: { ...form.utterances, fi: [...form.utterances.fi, 'haluaisin uutiskirjeenne'] },
    }
    const { text, problems } = await bench.check({ name: 'newsletter', text: before.text, form: more })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const saved = await bench.save({ name: 'newsletter', text, baseHash: before.hash, who })
    expect(saved).toMatchObject({ outcome: 'saved', version: { who, added: 1, removed: 0 } })
    expect(readFileSync(join(folder, 'newsletter.yaml'), 'utf8')).toBe(text)
    expect(readdirSync(folder).filter((name) => name.endsWith('.saving'))).toEqual([])

    const after = await opened('newsletter')
    const [version] = after.versions
    if (!version) throw new Error('no version')
    const view = await bench.version('newsletter', version.id)
    expect(view?.diff.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'added', text: '    - haluaisin uutiskirjeenne' },
    ])

    const emptied = await bench.save({ name: 'newsletter', text: before.text, baseHash: after.hash, who })
    if (emptied.outcome !== 'saved') throw new Error(emptied.outcome)
    const back = await bench.restore('newsletter', { version: version.id, baseHash: emptied.hash }, who)
    expect(back).toMatchObject({ outcome: 'saved', version: { restores: version.id } })
    expect((await opened('newsletter')).text).toBe(text)
    const { versions } = await opened('newsletter')
    expect(versions.map((one) => one.who)).toEqual([who, who, who, ''])
    const original = versions.at(-1)?.id ?? ''
    const undone = await bench.restore(
      'newsletter',
      { version: original, baseHash: (await opened('newsletter')).hash },
      who,
    )
    expect(undone).toMatchObject({ outcome: 'saved', text: before.text })
  })

  it('refuses to write over a change that was not seen, and shows both', async () => {
    const mine = await opened('wholesale')
    writeFileSync(join(folder, 'wholesale.yaml'), `# theirs\n${mine.text}`)
    const answer = await bench.save({ name: 'wholesale', text: `# mine\n${mine.text}`, baseHash: mine.hash, who })
    expect(answer).toMatchObject({ outcome: 'changed', theirs: `# theirs\n${mine.text}` })
    expect(answer.outcome === 'changed' && answer.diff.slice(0, 2)).toEqual([
      { kind: 'removed', text: '# theirs' },
      { kind: 'added', text: '# mine' },
    ])
    expect(readFileSync(join(folder, 'wholesale.yaml'), 'utf8')).toContain('# theirs')
  })

  it('lets one of two saves at the same moment through', async () => {
    const { text, hash } = await opened('careers')
    const answers = await Promise.all(
      ['a', 'b'].map((mark) => bench.save({ name: 'careers', text: `# ${mark}\n${text}`, baseHash: hash, who })),
    )
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'saved'])
  })

  it('refuses what could not be served', async () => {
    const { text, hash } = await opened('stock')
    const bomb = `a: &a [x]\nb: [*a, *a]\n${text}`
    for (const bad of [text.replace(/^kind: .*$/m, 'kind: nonsense'), '', '{', bomb]) {
      expect((await bench.save({ name: 'stock', text: bad, baseHash: hash, who })).outcome).toBe('problems')
    }
    expect((await opened('stock')).hash).toBe(hash)
  })

  it('makes a new file only under a name that an intent can have, and never over another', async () => {
    const { text } = await opened('goodbye')
    const taken = await bench.save({ name: 'goodbye', text, who })
    expect(taken.outcome).toBe('changed')
    await expect(bench.save({ name: '../goodbye', text, who })).rejects.toThrow()
    await expect(bench.file('../package')).rejects.toThrow()
    expect(await bench.save({ name: '_extra', text, who }).catch(() => 'refused')).toBe('refused')
  })

  it('says so when the folder takes no writing', async () => {
    // Root may write anywhere, so the refusal itself can only be seen as somebody else.
    chmodSync(folder, 0o555)
    const { writable, files, live } = await bench.content()
    chmodSync(folder, 0o755)
    expect(writable).toBe(process.getuid?.() === 0)
    expect(files.length).toBe(smallShop.length + 2)
    expect(live.state).toBe('waiting')
  })
})

describe('a new intent', () => {
  it('begins with everything that is missing named by the checks', async () => {
    const made = await bench.draftNew({ name: 'gift-wrapping' }, now)
    const { problems, form } = await bench.check({ name: 'gift-wrapping', text: made?.text ?? '' })
    expect(form?.texts[0]?.path).toBe('answer')
    const errors = problems.filter(({ severity, file }) => severity === 'error' && file === 'gift-wrapping.yaml')
    expect(errors.length).toBeGreaterThan(10)
    expect((await bench.save({ name: 'gift-wrapping', text: made?.text ?? '', who })).outcome).toBe('problems')
  })
})

describe('deleting an intent', () => {
  const path = (name: string) => join(folder, `${name}.yaml`)

  it('names what depends on it, takes the follow-ups out, and brings everything back', async () => {
    const flow = readFileSync(path('thanks'), 'utf8')
    const block = readFileSync(path('goodbye'), 'utf8')
    writeFileSync(path('thanks'), `${flow}follow-ups: [wool-care, stock]  # both\n`)
    writeFileSync(path('goodbye'), `${block}follow-ups:\n  - wool-care\n`)
    expect(await bench.needed('wool-care')).toEqual({ followUpOf: ['goodbye', 'thanks'], problems: [] })
    const { hash, text } = await opened('wool-care')
    expect((await bench.remove({ name: 'wool-care', baseHash: '0'.repeat(20), who })).outcome).toBe('changed')
    const gone = await bench.remove({ name: 'wool-care', baseHash: hash, who })
    if (gone.outcome !== 'removed') throw new Error(gone.outcome)
    expect(gone.version).toMatchObject({ who, removes: true, added: 0 })
    expect(await bench.file('wool-care')).toBe(undefined)
    expect(readFileSync(path('thanks'), 'utf8')).toBe(`${flow}follow-ups: [stock]  # both\n`)
    expect(readFileSync(path('goodbye'), 'utf8')).toBe(block)
    const { removed, files } = await bench.content()
    expect(removed).toEqual([{ name: 'wool-care', version: gone.version.id, at: gone.version.at, who }])
    expect(files.map(({ name }) => name)).not.toContain('wool-care')

    const back = await bench.restore('wool-care', { version: gone.version.id }, who)
    expect(back).toMatchObject({ outcome: 'saved', text, version: { restores: gone.version.id } })
    expect(readFileSync(path('thanks'), 'utf8')).toBe(`${flow}follow-ups: [wool-care, stock]  # both\n`)
    expect(readFileSync(path('goodbye'), 'utf8')).toBe(`${block}follow-ups:\n  - wool-care\n`)
    expect((await bench.content()).removed).toEqual([])
    expect((await opened('wool-care')).versions.map(({ removes }) => removes)).toEqual([undefined, true, undefined])
  })

  it('leaves alone on the way back what somebody has changed since', async () => {
    const { hash } = await opened('wool-care')
    const gone = await bench.remove({ name: 'wool-care', baseHash: hash, who })
    if (gone.outcome !== 'removed') throw new Error(gone.outcome)
    const since = `# since\n${readFileSync(path('thanks'), 'utf8')}`
    writeFileSync(path('thanks'), since)
    await bench.restore('wool-care', { version: gone.version.id }, who)
    expect(readFileSync(path('thanks'), 'utf8')).toBe(since)
  })

  it('refuses to delete what the engine acts on', async () => {
    const { hash } = await opened('stop')
    expect((await bench.needed('stop'))?.problems[0]).toMatchObject({ file: '_shop.yaml' })
    expect((await bench.remove({ name: 'stop', baseHash: hash, who })).outcome).toBe('problems')
    expect((await opened('stop')).hash).toBe(hash)
  })
})
