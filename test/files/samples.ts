// The smallest files of each kind, and pictures with whatever metadata a test wants.

export const text = (words: string): Uint8Array => new TextEncoder().encode(words)

/** A JPEG's segment with its length. */
export function segment(mark: number, words: string | readonly number[]): Uint8Array {
  const body = typeof words === 'string' ? [...Buffer.from(words)] : words
  const length = body.length + 2
  return Uint8Array.from([0xff, mark, length >> 8, length & 0xff, ...body])
}

/** An Exif segment that says how to turn the picture, and words behind that. */
export function exif(turned: number, words = ''): Uint8Array {
  const directory = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]
  return segment(0xe1, [...Buffer.from('Exif\0\0'), ...directory, ...Buffer.from(words)])
}

/** A JPEG with these segments in front of its picture and these coded data. */
export function jpeg(segments: readonly Uint8Array[] = [], data: readonly number[] = [1, 2, 3]): Uint8Array {
  const parts = [...segments, segment(0xdb, 'tables'), segment(0xda, 'scan')]
  return Uint8Array.from([0xff, 0xd8, ...parts.flatMap((part) => [...part]), ...data, 0xff, 0xd9])
}

function chunk(name: string, body: Uint8Array): number[] {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return [...length, ...text(name), ...body, 0, 0, 0, 0]
}

/** A PNG of one pixel, with these chunks behind its header. */
export function png(chunks: readonly (readonly [string, string])[] = []): Uint8Array {
  const header = chunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0))
  const more = chunks.flatMap(([name, words]) => chunk(name, text(words)))
  const end = [...chunk('IDAT', text('data')), ...chunk('IEND', new Uint8Array())]
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...header, ...more, ...end])
}

/** A WebP with these chunks behind its picture; `flags` say which there are. */
export function webp(chunks: readonly (readonly [string, string])[] = [], flags = 0): Uint8Array {
  const riff = (name: string, body: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(body.length)
    return [...text(name), ...length, ...body, ...(body.length % 2 ? [0] : [])]
  }
  const first = riff('VP8X', Uint8Array.of(flags, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  const rest = [...riff('VP8 ', text('data')), ...chunks.flatMap(([name, words]) => riff(name, text(words)))]
  const size = Buffer.alloc(4)
  size.writeUInt32LE(4 + first.length + rest.length)
  return Uint8Array.from([...text('RIFF'), ...size, ...text('WEBP'), ...first, ...rest])
}

export const gif: Uint8Array = Uint8Array.from(
  Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
)

export const pdf: Uint8Array = text('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

const box = (name: string, body: string) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(8 + body.length)
  return [...length, ...text(name), ...text(body)]
}

export const heic: Uint8Array = Uint8Array.from([...box('ftyp', 'heic\0\0\0\0mif1heic'), ...box('mdat', 'data')])
export const mp4: Uint8Array = Uint8Array.from([...box('ftyp', 'isom\0\0\0\0isommp42'), ...box('mdat', 'data')])
