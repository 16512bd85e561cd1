// Names of files: whatever a sender calls one, it can be shown, written to a disk and trusted for its ending.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachmentName, attachmentTypes, endedName } from '../../src/model/attachment.ts'

describe('a file’s name', () => {
  it.each([
    ['C:\\Users\\Kari\\kvittering.pdf', 'kvittering.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['a\r\nSet-Cookie: x', 'aSet-Cookie_ x'],
    ['  blåbær  og\tøl.jpg ', 'blåbær ogøl.jpg'],
    ['e\u0301t\u00e9.png', 'été.png'],
    ['.htaccess', 'htaccess'],
    ['', 'file'],
    ['...', 'file'],
    ['\uD800', '\uFFFD'],
  ])('%j becomes %j', (given, name) => expect(attachmentName(given)).toBe(name))

  it('is safe whatever was given, and stays as it is once it is clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...attachmentTypes), (given, type) => {
        const name = attachmentName(given)
        expect(name).not.toMatch(/[/\\<>:"|?*]|\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u)
        expect(name).not.toBe('')
        expect([...name].length).toBeLessThanOrEqual(120)
        expect(name.isWellFormed()).toBe(true)
        const ended = endedName(name, type)
        expect([...ended].length).toBeLessThanOrEqual(120)
        expect(endedName(ended, type)).toBe(ended)
      }),
      { numRuns: 500 },
    )
  })

  it('ends as its kind does, and keeps its own ending where it is one', () => {
    expect(endedName('photo.JPEG', 'image/jpeg')).toBe('photo.JPEG')
    expect(endedName('photo', 'image/png')).toBe('photo.png')
    expect(endedName('invoice.exe', 'application/pdf')).toBe('invoice.exe.pdf')
    expect(endedName(`${'x'.repeat(130)}.exe`, 'application/pdf')).toMatch(/^x{116}\.pdf$/)
  })
})
