// Forms over intent files: what the form changes arrives, and nothing else moves.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IntentForm } from '../../src/model/workbench-api.ts'
import { diffLines } from '../../src/workbench/diff.ts'
import { applyForm, formOf } from '../../src/workbench/file-form.ts'

const folder = join(import.meta.dirname, '..', '..', 'intents')
const files = readdirSync(folder).filter((name) => /^[a-z].*\.yaml$/.test(name))
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

const small = `# On returns
intent: x
about: On x.    # one line
kind: question
label: { en: X, nb: X, sv: X, da: X, fi: X }
utterances:
  en:
    # the usual
    - where is x
    - and x
  nb: []
  sv: [a]
answer:
  en: |
    First.

    Second.
  nb: Kort
follow-ups: [y, z]
`

function changed(text: string, change: (form: IntentForm) => IntentForm): string {
  const form = formOf(text)
  if (!form) throw new Error('no form')
  return applyForm(text, change(form))
}

const changedLines = (before: string, after: string) =>
  diffLines(before, after)
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, text }) => `${kind === 'added' ? '+' : '-'}${text}`)

describe('a form over a file', () => {
  it('leaves every file of the shop as it is when nothing is changed', () => {
    for (const name of files) expect(changed(read(name), (form) => form)).toBe(read(name))
  })

  it('adds an utterance to every file of the shop as one line', () => {
    for (const name of files) {
      const after = changed(read(name), (form) => ({
        ...form,
        utterances: { ...form.utterances, fi: [...form.utterances.fi, 'no: tämä'] },
      }))
      expect(changedLines(read(name), after)).toEqual(['+    - "no: tämä"'])
    }
  })

  it('keeps comments, order and spacing', () => {
    const after = changed(small, (form) => ({
      ...form,
      about: 'On y.',
      utterances: { ...form.utterances, en: ['where is x', 'new one', 'and x'], nb: ['hvor'] },
      texts: form.texts.map((one) => ({ ...one, text: { ...one.text, en: 'One.\n\nTwo.' } })),
    }))
    expect(changedLines(small, after)).toEqual([
      '-about: On x.    # one line',
      '+about: On y.    # one line',
      '+    - new one',
      '-  nb: []',
      '+  nb:',
      '+    - hvor',
      '-    First.',
      '+    One.',
      '-    Second.',
      '+    Two.',
    ])
  })

  it('adds a language that was missing', () => {
    const after = changed(small, (form) => ({
      ...form,
      texts: form.texts.map((one) => ({ ...one, text: { ...one.text, fi: 'Näin.' } })),
    }))
    expect(formOf(after)?.texts[0]?.text.fi).toBe('Näin.')
    expect(after).toContain('# the usual')
  })

  it('finds every text that is said, with its place', () => {
    const form = formOf(read('order-status.yaml'))
    expect(form?.texts.map(({ path }) => path)).toContain('steps.0.question')
  })

  it('reads no form out of what is no file, and changes nothing in it', () => {
    const form = formOf(small)
    for (const text of ['', '- a', 'a: [', '['.repeat(30_000), 'x'.repeat(50_000)]) {
      expect(formOf(text)).toBe(undefined)
      if (form) expect(applyForm(text, form)).toBe(text)
    }
  })

  it('arrives whatever is typed', () => {
    const typed = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll(/\p{C}/gu, ''))
    fc.assert(
      fc.property(typed, fc.array(typed, { minLength: 1, maxLength: 4 }), typed, (about, lines, said) => {
        const after = changed(small, (form) => ({
          ...form,
          about,
          utterances: { ...form.utterances, en: lines, da: lines },
          texts: form.texts.map((one) => ({ ...one, text: { ...one.text, en: said, nb: said, fi: said } })),
        }))
        const wanted = lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter(Boolean)
        const form = formOf(after)
        expect(form?.about).toBe(about.trimEnd())
        expect(form?.utterances.en).toEqual(wanted)
        expect(form?.utterances.da).toEqual(wanted)
        expect(form?.texts[0]?.text).toMatchObject({ en: said.trimEnd(), nb: said.trimEnd(), fi: said.trimEnd() })
        expect(after).toContain('# On returns')
      }),
      { numRuns: 200 },
    )
  })
})
