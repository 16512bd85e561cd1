// Takes out of pictures what they tell besides what they show: where and with what they were taken, by whom, comments.
// What cannot be read as its kind is left as it is: a broken picture is no reason to lose what a customer sent.

import type { AttachmentType } from '../model/attachment.ts'

/** The same picture without metadata; how it is turned is kept. Other kinds come back as they are. */
export function withoutMetadata(bytes: Uint8Array, type: AttachmentType): Uint8Array {
  if (type === 'image/jpeg') return bareJpeg(bytes) ?? bytes
  if (type === 'image/png') return barePng(bytes) ?? bytes
  if (type === 'image/webp') return bareWebp(bytes) ?? bytes
  return bytes
}

// --- JPEG: segments until the scan, then coded data in which only some marks end it ---

const [app1, app13, comment] = [0xe1, 0xed, 0xfe]
const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda]

function bareJpeg(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return undefined
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let turned = 1
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const mark = bytes[at + 1] ?? 0
    // Fill bytes may stand before any mark.
    if (mark === 0xff) {
      at += 1
      continue
    }
    // What follows the end is a second picture or a camera's own notes.
    if (mark === endOfImage) return joined([...withTurn(kept, turned), bytes.subarray(at, at + 2)])
    const end = segmentEnd(bytes, at, mark)
    if (end === undefined || end > bytes.length) return undefined
    const segment = bytes.subarray(at, end)
    if (mark === app1) turned = turnIn(segment) ?? turned
    if (![app1, app13, comment].includes(mark)) kept.push(segment)
    at = end
  }
  // Cut short: browsers show what there is.
  return joined(withTurn(kept, turned))
}

function segmentEnd(bytes: Uint8Array, at: number, mark: number): number | undefined {
  const hasLength = mark !== 0x01 && !(mark >= 0xd0 && mark <= 0xd7)
  if (!hasLength) return at + 2
  const [high, low] = [bytes[at + 2], bytes[at + 3]]
  if (high === undefined || low === undefined || high * 256 + low < 2) return undefined
  const end = at + 2 + high * 256 + low
  return mark === startOfScan ? scanEnd(bytes, end) : end
}

/** Where coded data ends: at the first mark that is neither an escaped FF nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + 1)
  }
  return bytes.length
}

const exifMark = 'Exif\0\0'

/** How the picture is to be turned (1 to 8), from its Exif segment. */
function turnIn(segment: Uint8Array): number | undefined {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength)
  const start = 10
  if (String.fromCharCode(...segment.subarray(4, start)) !== exifMark || segment.length < start + 8) return undefined
  const little = view.getUint16(start) === 0x4949
  const directory = start + view.getUint32(start + 4, little)
  if (directory + 2 > segment.length) return undefined
  for (let entry = 0; entry < view.getUint16(directory, little); entry++) {
    const at = directory + 2 + entry * 12
    if (at + 12 > segment.length) return undefined
    if (view.getUint16(at, little) !== 0x0112) continue
    const turned = view.getUint16(at + 8, little)
    return turned >= 1 && turned <= 8 ? turned : undefined
  }
  return undefined
}

/** After the first mark an Exif segment that says how to turn it, and nothing else. */
function withTurn([first = new Uint8Array(), ...rest]: readonly Uint8Array[], turned: number): readonly Uint8Array[] {
  if (turned === 1) return [first, ...rest]
  const header = [0xff, app1, 0, 34, ...new TextEncoder().encode(exifMark)]
  const directory = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]
  return [first, Uint8Array.from([...header, ...directory]), ...rest]
}

// --- PNG and WebP: chunks with a name ---

const pngTelling: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])

function barePng(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  let at = 8
  while (at < bytes.length) {
    if (at + 12 > bytes.length) return undefined
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return undefined
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (!pngTelling.has(name)) kept.push(bytes.subarray(at, end))
    at = end
    if (name === 'IEND') break
  }
  return joined(kept)
}

function bareWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) return undefined
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const chunk = bytes.slice(at, Math.min(end, bytes.length))
    // The first byte says which chunks follow: neither Exif (8) nor XMP (4) any more.
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0x0c
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    at = end
  }
  const header = bytes.slice(0, 12)
  const length = 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0)
  new DataView(header.buffer).setUint32(4, length, true)
  return joined([header, ...kept])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
