// Small files of a known kind and size, made here: as much of each as says what it is.

/** A PNG's beginning, with its size in pixels. */
export function png(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const end = Buffer.from('0806000000000000000000000049454e44ae426082', 'hex')
  return Buffer.concat([head, size, end])
}

/** A JPEG's headers, with its size in pixels, and its end. */
export function jpeg(width: number, height: number): Buffer {
  const app0 = Buffer.from('ffe000104a46494600010100000100010000', 'hex')
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const scan = Buffer.from('ffda0008010100003f00aaffd9', 'hex')
  return Buffer.concat([Buffer.from('ffd8', 'hex'), app0, frame, scan])
}

export const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n' +
    'trailer<</Root 1 0 R>>\n%%EOF\n',
)

/** An MP4's first box. */
export const mp4 = Buffer.from('000000186674797069736d6d0000020069736f6d69736f32', 'hex')
