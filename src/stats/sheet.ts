// A sheet of roll-ups: the sums of all episodes that opened in an hour or a day, in cells, as bytes with a checksum.

import { crc32 } from 'node:zlib'
import type { RollupKey, RollupRow } from '../model/rollup.ts'
import { BucketPairs } from './buckets.ts'
import { bucketsOf, emptySpread } from './spread.ts'
import { bump, changeDue, emptyTally, isEmpty, listOf, spreadAt, type Tally } from './tally.ts'
import { ByteReader, ByteWriter } from './varints.ts'

/** What the episodes of a cell have in common; what its sheet does not tell apart is empty. */
export type CellKey = {
  readonly channel: string
  readonly language: string
  readonly team: string
  readonly intent: string
}

/** The key of a thing that has one, alone. */
export const keyOf = ({ channel, language, team, intent }: CellKey): CellKey => ({ channel, language, team, intent })

/** Tells cells of a sheet apart as text. */
export const cellText = ({ channel, language, team, intent }: CellKey): string =>
  `${channel}\n${language}\n${team}\n${intent}`

/** A sum with what its episodes have in common. */
export type Group = CellKey & { readonly tally: Tally }

/** Sums by the text of their keys. */
export type CellTallies = ReadonlyMap<string, Group>

/** Where in a sheet's bytes the sums of a cell lie. */
export type SheetCell = CellKey & { readonly from: number; readonly to: number }

/** A sheet as it was read; a cell's sums are read from the bytes when they are asked for. */
export type Sheet = RollupKey & {
  readonly bytes: Uint8Array
  /** What the cells' sums are called. */
  readonly names: readonly string[]
  readonly cells: readonly SheetCell[]
}

/** Stands first in every sheet: a later form can be told from this one. */
const form = 1

const fingerprintBytes = 6
const high = 2 ** 24

/** An empty sheet, to be changed. */
export const emptySheet = (key: RollupKey): Sheet => ({ ...key, bytes: new Uint8Array(), names: [], cells: [] })

/** What a row says; undefined when it is not what was written. */
export function readSheet(row: RollupRow): Sheet | undefined {
  const { grain, at, sums: bytes } = row
  if (checksumOf(row, bytes) !== row.checksum || bytes[0] !== form) return undefined
  const reader = new ByteReader(bytes, 1)
  const names = Array.from({ length: reader.number() }, () => reader.text())
  const name = () => names[reader.number()] ?? ''
  const keys = Array.from({ length: reader.number() }, () => ({
    ...{ channel: name(), language: name(), team: name(), intent: name() },
    length: reader.number(),
  }))
  let to = reader.at
  const cells = keys.map(({ length, ...key }) => {
    const from = to
    to += length
    return { ...key, from, to }
  })
  return { grain, at, bytes, names, cells }
}

/** Over the key too: a row that came under another one is as wrong as a changed one. */
const checksumOf = ({ grain, at }: RollupKey, bytes: Uint8Array): number => crc32(bytes, crc32(`${grain} ${at}`))

/** A row of cells: the same sums are always the same bytes. Throws RangeError where more was taken out than was in. */
export function writeSheet(key: RollupKey, cells: CellTallies): RollupRow {
  const names = new Set<string>()
  for (const { tally, channel, language, team, intent } of cells.values()) {
    for (const part of [tally.counts, tally.dues, tally.spreads]) for (const name of Object.keys(part)) names.add(name)
    for (const name of [channel, language, team, intent]) names.add(name)
  }
  const sorted = new Map([...cells].sort(([a], [b]) => (a < b ? -1 : 1)))
  return changedSheet({ ...emptySheet(key), names: [...names].sort() }, sorted)
}

/** The sheet as a row, some of its cells replaced or added; what is not changed is not even read. Throws as above. */
export function changedSheet(sheet: Sheet, changed: CellTallies): RollupRow {
  const names = new Map(sheet.names.map((name, index) => [name, index]))
  const parts: { readonly key: CellKey; readonly bytes: Uint8Array }[] = []
  const seen = new Set<string>()
  for (const cell of sheet.cells) {
    const text = cellText(cell)
    seen.add(text)
    const change = changed.get(text)
    if (change === undefined) parts.push({ key: cell, bytes: sheet.bytes.subarray(cell.from, cell.to) })
    else if (!isEmpty(change.tally)) parts.push({ key: cell, bytes: cellBytes(change.tally, names) })
  }
  for (const [text, { tally, ...key }] of changed)
    if (!seen.has(text) && !isEmpty(tally)) parts.push({ key, bytes: cellBytes(tally, names) })
  const { grain, at } = sheet
  if (parts.length === 0) return { grain, at, sums: new Uint8Array(), checksum: 0 }
  const sums = joined(parts, names)
  return { grain, at, sums, checksum: checksumOf(sheet, sums) }
}

/** Whether two rows of the same key say the same, whatever the order in which they came to say it. */
export function sameSums(one: RollupRow, other: RollupRow): boolean {
  if (one.checksum === other.checksum && Buffer.compare(one.sums, other.sums) === 0) return true
  const [mine, theirs] = [inOrder(one), inOrder(other)]
  return mine !== undefined && theirs !== undefined && Buffer.compare(mine.sums, theirs.sums) === 0
}

function inOrder(row: RollupRow): RollupRow | undefined {
  const sheet = readSheet(row)
  return (
    sheet &&
    writeSheet(row, new Map(sheet.cells.map((one) => [cellText(one), { ...keyOf(one), tally: tallyOf(sheet, one) }])))
  )
}

type Names = Map<string, number>

/** The place of a name; a new one comes last. */
function placeOf(names: Names, name: string): number {
  const place = names.get(name) ?? names.size
  names.set(name, place)
  return place
}

const [whole, cell, spread] = [new ByteWriter(), new ByteWriter(), new ByteWriter()]

function joined(parts: readonly { readonly key: CellKey; readonly bytes: Uint8Array }[], names: Names): Uint8Array {
  const keys = parts.map(({ key }) =>
    [key.channel, key.language, key.team, key.intent].map((name) => placeOf(names, name)),
  )
  whole.clear()
  whole.byte(form)
  whole.number(names.size)
  for (const name of names.keys()) whole.text(name)
  whole.number(parts.length)
  for (const [index, { bytes }] of parts.entries()) {
    for (const place of keys[index] ?? []) whole.number(place)
    whole.number(bytes.length)
  }
  for (const { bytes } of parts) whole.raw(bytes)
  return whole.bytes()
}

const byNumber = (a: number, b: number) => a - b

function cellBytes({ counts, dues, conversations, spreads }: Tally, names: Names): Uint8Array {
  const ordered = (part: object) => Object.keys(part).sort()
  cell.clear()
  const counted = ordered(counts)
  cell.number(counted.length)
  for (const name of counted) {
    cell.number(placeOf(names, name))
    cell.number(counts[name] ?? 0)
  }
  const due = ordered(dues)
  cell.number(due.length)
  for (const name of due) {
    cell.number(placeOf(names, name))
    cell.rising(listOf(dues[name]).sort(byNumber))
  }
  const fingerprints = listOf(conversations).sort(byNumber)
  cell.number(fingerprints.length)
  for (const fingerprint of fingerprints) writeFingerprint(fingerprint)
  const spreadNames = ordered(spreads)
  cell.number(spreadNames.length)
  for (const name of spreadNames) {
    const one = spreads[name] ?? emptySpread()
    spread.clear()
    spread.number(one.sumMs)
    spread.buckets(bucketsOf(one))
    const bytes = spread.bytes()
    cell.number(placeOf(names, name))
    cell.number(bytes.length)
    cell.raw(bytes)
  }
  return cell.bytes()
}

/** All of its bits say something, so it is kept as they are. */
function writeFingerprint(fingerprint: number): void {
  for (const half of [Math.floor(fingerprint / high), fingerprint % high])
    for (const shift of [16, 8, 0]) cell.byte((half >> shift) & 255)
}

function readFingerprint({ bytes, at }: ByteReader): number {
  const byte = (offset: number) => bytes[at + offset] ?? 0
  return ((byte(0) << 16) | (byte(1) << 8) | byte(2)) * high + ((byte(3) << 16) | (byte(4) << 8) | byte(5))
}

/** Adds a cell's sums to tallies, or takes them out. `wanted`: only counts, dues and the spreads of these names. */
export function addCell(
  { bytes, names }: Pick<Sheet, 'bytes' | 'names'>,
  { from }: Pick<SheetCell, 'from'>,
  tallies: readonly Tally[],
  sign: 1 | -1 = 1,
  wanted?: ReadonlySet<string>,
): void {
  const reader = new ByteReader(bytes, from)
  const name = () => names[reader.number()] ?? ''
  for (let left = reader.number(); left > 0; left--) {
    const key = name()
    const count = sign * reader.number()
    for (const { counts } of tallies) bump(counts, key, count)
  }
  for (let left = reader.number(); left > 0; left--) {
    const share = name()
    for (const dueAt of reader.rising()) for (const tally of tallies) changeDue(tally, share, dueAt, sign)
  }
  const listed = reader.number()
  if (wanted) reader.at += listed * fingerprintBytes
  for (let left = wanted ? 0 : listed; left > 0; left--) {
    const fingerprint = readFingerprint(reader)
    for (const { conversations } of tallies) conversations.add(fingerprint, sign)
    reader.at += fingerprintBytes
  }
  for (let left = reader.number(); left > 0; left--) {
    const key = name()
    const end = reader.number() + reader.at
    if (wanted && !wanted.has(key)) reader.at = end
    else addSpreadBytes(reader, end, tallies, key, sign)
  }
}

const pairs = new BucketPairs()

function addSpreadBytes(reader: ByteReader, end: number, tallies: readonly Tally[], key: string, sign: 1 | -1): void {
  const sumMs = sign * reader.number()
  reader.buckets(end, pairs)
  for (const { spreads } of tallies) {
    const mine = spreadAt(spreads, key)
    mine.sumMs += sumMs
    mine.n += sign * pairs.n
    bucketsOf(mine).addPairs(pairs, sign)
    if (mine.n === 0) delete spreads[key]
  }
}

/** The sums of a cell by themselves. */
export function tallyOf(sheet: Sheet, one: SheetCell): Tally {
  const tally = emptyTally()
  addCell(sheet, one, [tally])
  return tally
}
