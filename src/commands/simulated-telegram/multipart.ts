// Reads forms of several parts as Telegram does: more kindly than the standard, for its clients write names each their way.

import { Upload } from './files.ts'
import { badRequest } from './refusals.ts'

/** The parts by name, in order: texts, and files with their bytes. Throws where the body is no such form. */
export function partsIn(contentType: string, body: Buffer): readonly (readonly [string, string | Upload])[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) throw badRequest('there is no boundary in the form')
  const cut = Buffer.from(`\r\n--${boundary}`)
  const parts: (readonly [string, string | Upload])[] = []
  // Each part stands between two boundaries; the first has no line end before it.
  const whole = Buffer.concat([Buffer.from('\r\n'), body])
  let from = whole.indexOf(cut)
  for (let to = whole.indexOf(cut, from + 1); to !== -1; to = whole.indexOf(cut, from + 1)) {
    parts.push(partOf(whole.subarray(from + cut.length + 2, to)))
    from = to
  }
  if (from === -1 || whole.subarray(from + cut.length, from + cut.length + 2).toString() !== '--')
    throw badRequest('the form has no end')
  return parts
}

function partOf(part: Buffer): readonly [string, string | Upload] {
  const end = part.indexOf('\r\n\r\n')
  const head = part.subarray(0, Math.max(0, end)).toString('utf8')
  const content = part.subarray(end + 4)
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1]
  if (end === -1 || name === undefined) throw badRequest('a part of the form has no name')
  const fileName = /filename="?([^"\r\n]*)"?/i.exec(head)?.[1]
  if (fileName === undefined) return [name, content.toString('utf8')]
  const type = /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1] ?? ''
  return [name, new Upload(fileName, type, content)]
}
