// Reads an amount or a budget: "under 500-lappen", "max 60 €", "800:-", "1.299 kr", "kuuskymppii", "50 quid".

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Crowns of whichever country: the shop's own. */
const crowns = wordsOf('kr kr. kroner kroners krone kronor krona spenn spänn lapp lappen lappar bagis')
const currencyOf: ReadonlyMap<string, string> = new Map([
  ...['€', 'eur', 'euro', 'euros', 'euroa', 'euron', 'eurolla', 'eurot', 'euroo', 'e', 'egee', 'egeä'].map(
    (word) => [word, 'EUR'] as const,
  ),
  ...['£', 'gbp', 'quid', 'pound', 'pounds', 'pund'].map((word) => [word, 'GBP'] as const),
  ...['$', 'usd', 'dollar', 'dollars', 'bucks', 'dollaria'].map((word) => [word, 'USD'] as const),
  ...['nok', 'sek', 'dkk'].map((word) => [word, word.toUpperCase()] as const),
])
/** Before a bare number, these make it a budget. */
const budgetCues = wordsOf(
  'max maks maksimum under below budget budjetti budsjett budsjettet budgeten budgettet around about roughly upto less ca cirka circa rundt omtrent omkring runt ungefär högst høyst højst höjst opptil upptill upp op til alle enintään noin n korkeintaan maksimissaan',
)
const spokenAmounts: ReadonlyMap<string, number> = new Map([
  ...[
    ['hundrelapp', 100],
    ['hundralapp', 100],
    ['hundredelapp', 100],
    ['femhundrelapp', 500],
    ['femhundralapp', 500],
    ['tusenlapp', 1000],
    ['tusindlapp', 1000],
    ['femhundreder', 500],
    ['tusing', 1000],
  ].map((one) => one as [string, number]),
  ...[
    ['kymppi', 10],
    ['kakskymppi', 20],
    ['kolkyt', 30],
    ['kolmekymppi', 30],
    ['kolkytä', 30],
    ['nelkyt', 40],
    ['nelikymppi', 40],
    ['neljäkymppi', 40],
    ['viiskymppi', 50],
    ['viiskyt', 50],
    ['viisikymppi', 50],
    ['kuuskymppi', 60],
    ['kuuskyt', 60],
    ['kuusikymppi', 60],
    ['seiskakymppi', 70],
    ['seitkyt', 70],
    ['kaheksankymppi', 80],
    ['kasikymppi', 80],
    ['ysikymppi', 90],
    ['satanen', 100],
    ['satasen', 100],
    ['satase', 100],
  ].map((one) => one as [string, number]),
])
const longestEnding = 4

/** "1 299", "1.299", "1,299", "12,90", "12.90": marks before three last digits part thousands, before two they are decimal. */
const numberOf = (written: string): number | undefined => {
  if (!/^\d{1,9}(?:[.,\u2009 ]\d{1,3}){0,3}$/.test(written)) return undefined
  const parts = written.split(/[.,\u2009 ]/)
  const last = parts.at(-1) ?? ''
  const hasDecimals = parts.length > 1 && last.length < 3
  const whole = hasDecimals ? parts.slice(0, -1) : parts
  if (whole.slice(1).some((part) => part.length !== 3)) return undefined
  const value = Number(`${whole.join('')}${hasDecimals ? `.${last}` : ''}`)
  return value > 0 && value <= 10_000_000 ? value : undefined
}

type Piece = { readonly text: string; readonly isNumber: boolean }

const isDigit = (unit: string): boolean => unit >= '0' && unit <= '9'

/** Numbers with their inner marks, words, and signs, each a piece; spaces part thousands where three digits follow. */
const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  while (at < text.length) {
    const unit = text[at] as string
    let end = at + 1
    if (isDigit(unit)) {
      while (end < text.length && end - at < 14) {
        const isMark = /[.,]/.test(text[end] as string) && isDigit(text[end + 1] ?? '')
        const isThousand =
          text[end] === ' ' &&
          end - at <= 3 &&
          /^\d{3}(?!\d)/.test(text.slice(end + 1, end + 5)) &&
          pieces.at(-1)?.isNumber !== true
        if (!isDigit(text[end] as string) && !isMark && !isThousand) break
        end++
      }
      pieces.push({ text: text.slice(at, end), isNumber: true })
    } else if (/\p{L}/u.test(unit)) {
      while (end < text.length && end - at < 40 && /\p{L}/u.test(text[end] as string)) end++
      pieces.push({ text: text.slice(at, end).toLowerCase(), isNumber: false })
    } else if (/[€£$]/.test(unit)) pieces.push({ text: unit, isNumber: false })
    else if (/^(?::-|,-|,–|-lapp)/.test(text.slice(at, at + 5))) {
      pieces.push({ text: 'kr', isNumber: false })
      end = at + (text.slice(at + 1, at + 5) === 'lapp' ? 5 : 2)
    }
    at = end
  }
  return pieces
}

const spokenAmount = (word: string): number | undefined => {
  for (const [start, amount] of spokenAmounts)
    if (word.startsWith(start) && word.length - start.length <= longestEnding) return amount
  return undefined
}

const say = (amount: number, currency: string | undefined, own: string): string =>
  currency === undefined || currency === own ? String(amount) : `${amount} ${currency}`

/** The unit at a piece: a currency's code, '' for the shop's own crowns, undefined for none. */
const unitAt = (piece: Piece | undefined): string | undefined => {
  if (piece === undefined || piece.isNumber) return undefined
  return crowns.has(piece.text) ? '' : currencyOf.get(piece.text)
}

/** How much text is searched for an amount. */
const searched = 1500

/**
 * The first amount: "500", or "60 EUR" where the customer names another currency than the shop's. A bare number counts
 * only behind a word such as "max", or where money was asked for.
 */
export const findMoney = (text: string, own: string, awaited: boolean): string | undefined => {
  const pieces = piecesOf(text.slice(0, searched))
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece
    if (!piece.isNumber) {
      const spoken = spokenAmount(piece.text)
      if (spoken !== undefined)
        return say(spoken, piece.text.endsWith('lapp') ? undefined : unitAt(pieces[at + 1]) || undefined, own)
      continue
    }
    const amount = numberOf(piece.text)
    if (amount === undefined) continue
    const unit =
      unitAt(pieces[at + 1]) ??
      (/[€£$]|^(?:nok|sek|dkk|eur|usd|gbp)$/.test(pieces[at - 1]?.text ?? '') ? unitAt(pieces[at - 1]) : undefined)
    const isBudget = budgetCues.has(pieces[at - 1]?.text ?? '') && amount >= 10
    const counts = unit !== undefined || isBudget || (awaited && pieces.length <= 6)
    if (counts) return say(amount, unit === '' ? undefined : unit, own)
  }
  return undefined
}
