// Files are known by their bytes, and pictures come bare of what a camera wrote.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../src/files/content.ts'
import { withoutMetadata } from '../../src/files/metadata.ts'
import { largestAttachmentBytes } from '../../src/model/attachment.ts'
import { exif, gif, heic, jpeg, mp4, pdf, png, segment, text, webp } from './samples.ts'

describe('a file', () => {
  it.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
    ['image/webp', webp()],
    ['image/gif', gif],
    ['image/heic', heic],
    ['application/pdf', pdf],
    ['video/mp4', mp4],
  ])('is taken as %s by its content', async (type, bytes) => {
    expect(await checkFile(bytes)).toMatchObject({ kind: 'taken', type })
  })

  it.each([
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['SVG with a declaration', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['HTML', text('<!doctype html><script>alert(1)</script>')],
    ['HTML that begins as a picture would be named', text('GIF <html>')],
    ['words', text('just words')],
    ['a program of Windows', Uint8Array.of(0x4d, 0x5a, 0x90, 0, ...new Array(200).fill(0))],
    ['a program of Linux', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, ...new Array(200).fill(1))],
    ['an archive', Uint8Array.of(0x50, 0x4b, 3, 4, 20, ...new Array(200).fill(0))],
    ['a compressed one', Uint8Array.of(0x1f, 0x8b, 8, ...new Array(40).fill(0))],
    ['a script', text('#!/bin/sh\nrm -rf /')],
  ])('is refused where it is %s', async (_, bytes) => {
    expect(await checkFile(bytes)).toEqual({ kind: 'refused', problem: 'type' })
  })

  it('is refused where it is empty or too large', async () => {
    expect(await checkFile(new Uint8Array())).toEqual({ kind: 'refused', problem: 'empty' })
    const large = new Uint8Array(largestAttachmentBytes + 1)
    large.set(pdf)
    expect(await checkFile(large)).toEqual({ kind: 'refused', problem: 'too-large' })
  })

  it('never breaks on any bytes, whatever they begin as', async () => {
    const begins = fc.constantFrom(jpeg(), png(), webp(), gif, heic, pdf, mp4)
    await fc.assert(
      fc.asyncProperty(begins, fc.uint8Array({ maxLength: 300 }), fc.nat(400), async (begin, rest, cut) => {
        const bytes = Uint8Array.from([...begin.subarray(0, cut), ...rest])
        const checked = await checkFile(bytes)
        if (checked.kind === 'taken') expect(checked.bytes.length).toBeLessThanOrEqual(bytes.length + 36)
      }),
      { numRuns: 300 },
    )
  })
})

const holds = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words)

describe('metadata', () => {
  it('goes from a JPEG, and nothing else does', () => {
    const bare = jpeg()
    const full = jpeg([exif(1, 'SECRET gps'), segment(0xed, 'Photoshop SECRET'), segment(0xfe, 'SECRET comment')])
    expect(holds(full, 'SECRET')).toBe(true)
    expect(withoutMetadata(full, 'image/jpeg')).toEqual(bare)
    expect(withoutMetadata(bare, 'image/jpeg')).toEqual(bare)
  })

  it('keeps how a JPEG is turned, and its colours', () => {
    const icc = segment(0xe2, 'ICC_PROFILE\0')
    for (const turned of [2, 3, 6, 8])
      expect(withoutMetadata(jpeg([exif(turned, 'SECRET'), icc]), 'image/jpeg')).toEqual(jpeg([exif(turned), icc]))
  })

  it('goes with whatever follows the picture, a second picture too', () => {
    const trailed = Uint8Array.from([...jpeg(), ...text('SECRET'), ...jpeg([exif(1, 'SECRET')])])
    expect(withoutMetadata(trailed, 'image/jpeg')).toEqual(jpeg())
  })

  it('is not mistaken for coded data, nor coded data for it', () => {
    const data = [0xff, 0x00, 0xe1, 0xff, 0xd3, 0x12, 0xff, 0xff, 0x00]
    expect(withoutMetadata(jpeg([], data), 'image/jpeg')).toEqual(jpeg([], data))
  })

  it('goes from PNG and WebP', () => {
    expect(
      withoutMetadata(
        png([
          ['tEXt', 'SECRET'],
          ['eXIf', 'SECRET'],
          ['iTXt', 'x'],
        ]),
        'image/png',
      ),
    ).toEqual(png())
    expect(withoutMetadata(png([['iCCP', 'colours']]), 'image/png')).toEqual(png([['iCCP', 'colours']]))
    const told = withoutMetadata(
      webp(
        [
          ['EXIF', 'SECRET'],
          ['XMP ', 'SECRETS'],
        ],
        0x0c,
      ),
      'image/webp',
    )
    expect(told).toEqual(webp())
  })

  it('is taken out once: what is bare stays as it is, over any segments', () => {
    const segments = fc.array(
      fc.tuple(fc.constantFrom(0xe0, 0xe1, 0xe2, 0xed, 0xfe, 0xdb), fc.string({ maxLength: 40 })),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(segments, fc.uint8Array({ maxLength: 50 }), (parts, data) => {
        const made = jpeg(
          parts.map(([mark, words]) => segment(mark, words)),
          [...data].filter((byte) => byte !== 0xff),
        )
        const once = withoutMetadata(made, 'image/jpeg')
        expect(withoutMetadata(once, 'image/jpeg')).toEqual(once)
        const kept = parts.filter(([mark]) => ![0xe1, 0xed, 0xfe].includes(mark))
        const wanted = jpeg(
          kept.map(([mark, words]) => segment(mark, words)),
          [...data].filter((byte) => byte !== 0xff),
        )
        expect(once).toEqual(wanted)
      }),
    )
  })
})
