// Files at Telegram: kept under ids of its own, given out by a path, with the platform's limits in both directions.

import { badRequest } from './refusals.ts'

/** Set by the platform: what a bot may fetch, send, and send as a photo; in bytes. */
export const limits = { download: 20_000_000, upload: 50_000_000, photo: 10 * 1024 * 1024 }

/** A file that came with a call. Its bytes are left out where calls are written down. */
export class Upload {
  readonly name: string
  readonly type: string
  readonly #bytes: Buffer

  constructor(name: string, type: string, bytes: Buffer) {
    this.name = name
    this.type = type
    this.#bytes = bytes
  }

  get bytes(): Buffer {
    return this.#bytes
  }
}

/** A file as messages name it. */
export type SentFile = {
  readonly file_id: string
  readonly file_unique_id: string
  readonly file_size: number
  readonly file_name?: string
  readonly mime_type?: string
  readonly width?: number
  readonly height?: number
}

export type Files = ReturnType<typeof createFiles>

export function createFiles() {
  const kept = new Map<string, { readonly path: string; readonly bytes: Uint8Array }>()
  const away = new Set<string>()

  function keep(folder: string, bytes: Uint8Array, about: Partial<SentFile> = {}): SentFile {
    const number = kept.size + 1
    const file_id = `Ag-simulated_${folder}_${number}`
    kept.set(file_id, { path: `${folder}/file_${number}`, bytes })
    return { file_id, file_unique_id: `u${number}`, file_size: bytes.length, ...about }
  }

  return {
    keep,
    /** A photo in three sizes, smallest first, as the apps make them; only the largest is the picture itself. */
    keepPhoto(bytes: Uint8Array): readonly SentFile[] {
      const { width, height } = imageSize(bytes) ?? { width: 1280, height: 960 }
      const smaller = [90, 320].map((side) => {
        const shown = { width: side, height: Math.max(1, Math.round((side * height) / width)) }
        return keep('thumbnails', bytes.subarray(0, Math.min(side, bytes.length)), shown)
      })
      return [...smaller, keep('photos', bytes, { width, height })]
    },
    getFile({ file_id }: { readonly file_id?: unknown }) {
      const file = kept.get(String(file_id))
      if (!file || away.has(String(file_id))) throw badRequest('wrong file_id or the file is temporarily unavailable')
      if (file.bytes.length > limits.download) throw badRequest('file is too big')
      return { file_id, file_unique_id: 'u', file_size: file.bytes.length, file_path: file.path }
    },
    /** The bytes behind a path, if there are any. */
    at: (path: string) => [...kept.values()].find((file) => file.path === path)?.bytes,
    /** The bytes of a file by its id; a photo's largest size is its last. */
    bytesOf: (file_id: string) => kept.get(file_id)?.bytes,
    /** The platform cannot give it for a while. */
    setAway: (file_id: string, isAway: boolean) => void (isAway ? away.add(file_id) : away.delete(file_id)),
  }
}

/** Throws where the platform takes an upload as a file, but not as a photo. */
export function checkPhoto({ bytes }: Upload): void {
  if (bytes.length > limits.photo) throw badRequest('PHOTO_SAVE_FILE_INVALID')
  const size = imageSize(bytes)
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED')
  const { width, height } = size
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height))
    throw badRequest('PHOTO_INVALID_DIMENSIONS')
}

/** Of PNG, JPEG and lossy WebP, in pixels; undefined for all else. */
function imageSize(given: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  if (bytes.length > 24 && bytes.subarray(1, 4).toString('latin1') === 'PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length > 30 && bytes.subarray(8, 15).toString('latin1') === 'WEBPVP8')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
  }
  return undefined
}
