// Takes a letter apart: drops what others wrote, the greeting and the signature, and gives what is left in sentences.

import { clipLength } from './text.ts'

/** "Den man. 3. nov. 2026 kl. 10:12 skrev Kari:" and its like, above a quoted letter. */
const wroteWords = ['wrote:', 'skrev', 'skreiv', 'kirjoitti']
const originalMarks = [
  'original message',
  'opprinnelig melding',
  'ursprungligt meddelande',
  'oprindelig meddelelse',
  'alkuperäinen viesti',
  'forwarded message',
  'videresendt melding',
]
/** Head lines of a quoted letter: sender, then date or addressee close below. */
const senderHeads = ['from:', 'fra:', 'från:', 'lähettäjä:']
const otherHeads = [
  'sent:',
  'to:',
  'sendt:',
  'til:',
  'skickat:',
  'till:',
  'lähetetty:',
  'vastaanottaja:',
  'date:',
  'dato:',
]

/** A line that begins so, and is short, ends the letter. */
const closings = [
  'best regards',
  'kind regards',
  'warm regards',
  'regards',
  'sincerely',
  'yours sincerely',
  'yours faithfully',
  'all the best',
  'many thanks,',
  'thanks,',
  'cheers,',
  'best,',
  'sent from my',
  'mvh',
  'm.v.h',
  'vennlig hilsen',
  'med vennlig hilsen',
  'beste hilsen',
  'venleg helsing',
  'hilsen',
  'hilsner',
  'sendt fra min',
  'vänliga hälsningar',
  'med vänlig hälsning',
  'med vänliga hälsningar',
  'vänligen',
  'hälsningar',
  'skickat från min',
  'venlig hilsen',
  'med venlig hilsen',
  'de bedste hilsner',
  'bedste hilsner',
  'kh',
  'ystävällisin terveisin',
  'parhain terveisin',
  'terveisin',
  'terv.',
  't.',
  'yt.',
  'lähetetty puhelimesta',
]
const longestClosing = 40
/** More lines than this below a closing are no signature. */
const longestSignature = 8

const greetings = new Set(
  'hi hello hey dear good morning afternoon evening day there team all sir madam hei heisann hallo kjære god morgen kveld dag dere hej hejsan hallå kära godmorgon morgon kväll ni goddag godmorgen godaften kære i moi moikka terve huomenta päivää iltaa hyvää arvoisa asiakaspalvelu kundeservice kundtjänst support'.split(
    ' ',
  ),
)
const longestGreeting = 5

const startsWithAny = (line: string, starts: readonly string[]): boolean =>
  starts.some((start) => line.startsWith(start) && !/^\p{L}/u.test(line.slice(start.length)))

const isQuoteHead = (lines: readonly string[], at: number): boolean => {
  const line = (lines[at] as string).toLowerCase().trim()
  const next = (lines[at + 1] ?? '').toLowerCase()
  if (originalMarks.some((mark) => line.includes(mark)) && /^[-_>*\s]/.test(line)) return true
  const isLast = line.endsWith(':') || next.trim().endsWith(':')
  if (line.length <= 200 && isLast && /\d/.test(line) && wroteWords.some((word) => `${line}${next}`.includes(word)))
    return true
  return (
    startsWithAny(line, senderHeads) &&
    lines.slice(at + 1, at + 5).some((below) => startsWithAny(below.toLowerCase().trim(), otherHeads))
  )
}

const isClosing = (line: string): boolean => {
  const plain = line.trim().toLowerCase()
  return plain.length <= longestClosing && startsWithAny(plain, closings)
}

/** Up to where the letter is the sender's own: a signature or an older letter follows. */
const endOfLetter = (lines: readonly string[]): number => {
  const quoted = lines.findIndex((_, at) => isQuoteHead(lines, at))
  const end = quoted === -1 ? lines.length : quoted
  for (let at = 0; at < end; at++) {
    const line = lines[at] as string
    if (line === '--' || line === '-- ' || /^_{5,80}$/.test(line.slice(0, 81))) return at
    const isSignature =
      lines.length - at - 1 <= longestSignature &&
      lines.slice(at + 1).every((below) => below.length <= 80 && !below.includes('?'))
    if (at > 0 && isClosing(line) && (isSignature || quoted !== -1)) return at
  }
  return end
}

const isGreeting = (line: string): boolean => {
  const words = line.toLowerCase().match(/\p{L}+/gu) ?? []
  const [first] = words
  return first !== undefined && greetings.has(first) && words.length <= longestGreeting && !line.includes('?')
}

/** What the sender wrote in this letter. Never empty for a text that is not: a letter of nothing else stays whole. */
export const ownLetter = (text: string): string => {
  const clipped = text.slice(0, clipLength).toWellFormed().replace(/\r\n?/g, '\n')
  const all = clipped.split('\n')
  const lines = all.slice(0, endOfLetter(all)).filter((line) => !line.trimStart().startsWith('>'))
  while (lines.length > 1 && (lines[0]?.trim() === '' || isGreeting(lines[0] as string))) lines.shift()
  const own = lines.join('\n').trim()
  return own === '' ? clipped.trim() : own
}

/** More sentences than this are not read one by one. */
const mostSentences = 40

/** "kl. 10", "3. nov.", "f.eks. den": the stop belongs to a number or a short word, and the sentence goes on. */
const isInside = (text: string, at: number): boolean => {
  const goesOn = /^\s[\p{N}\p{Ll}]/u.test(text.slice(at + 1, at + 4))
  return goesOn && /(?:\p{N}|(?:^|[\s.])\p{L}{1,3})$/u.test(text.slice(Math.max(0, at - 4), at))
}

const endsSentence = (text: string, at: number): boolean => {
  const unit = text[at]
  if (unit === '\n' || unit === ';') return true
  if (unit !== '.' && unit !== '?' && unit !== '!') return false
  const after = text[at + 1]
  return after === undefined || (/\s/.test(after) && !(unit === '.' && isInside(text, at)))
}

/** The sentences of a text's first 4000 characters in order, end marks kept; lines end sentences too. */
export const sentencesOf = (whole: string): string[] => {
  const text = whole.slice(0, clipLength)
  const sentences: string[] = []
  let from = 0
  for (let at = 0; at < text.length && sentences.length < mostSentences; at++) {
    if (!endsSentence(text, at)) continue
    sentences.push(text.slice(from, at + 1).trim())
    from = at + 1
  }
  sentences.push(text.slice(from).trim())
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}
