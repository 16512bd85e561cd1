// Hides the names that people give themselves in a text, in the five languages: "my name is ...", "mvh ...", "/Anna".
//
// A name is known by what introduces it, never by itself: a list of names would miss most and take words for names.

/** Words that may follow an introduction and are no name: "my name is on the parcel", "hilsen til mamma". */
const noNames = new Set(
  `a about also an and are as at but by for from go got had has have here how i if in is it my not of on or order please
  so spelled spelt that the there this to want what when where who why will wrong with you your
  alt at da de den der det du eg en er et fejl feil for fra gal ha har her hun hva hvad hvem hvor hvordan hvornår i ikke
  jeg kan med men mig min mitt mit når og også om på som så står til vi vil ville
  alla att av behöver de den det du ej en ett fel finns från för han har hej hur här i inte jag kan man med men mig min
  mitt nu när och också om på som står så till undrar var vart vem vi vill
  ei en eli että ja jo jossa joka kun kuka mikä minä missä miten mitä mutta mä myös nyt olen on saanko sekä tai te
  väärin voiko`.split(/\s+/),
)

/** Any word after these is a name: nothing else is said so. */
const introductions =
  /(?<![\p{L}\p{N}])(?:my name(?: is|['’]s|s)|(?:jeg|eg) (?:heter|heiter|hedder)|mi[td]?tt? navn er|navnet mitt er|jag heter|mitt namn är|nimeni on|(?:mun|mu|minun) nimi on|(?:name|navn|namn|nimi) ?[:=])\s{1,3}/giu

/** Only words that are written as names are, after these: "I am Kari", but not "I am angry". */
const statements =
  /(?<![\p{L}\p{N}])(?:i am|i['’]?m|this is|je[gi] er|eg er|dette er|her er|jag är|här är|olen|tässä(?: on)?|täällä)\s{1,3}/giu

/** "Hei Kari," and "Kari here": the name has to end there. */
const greetings =
  /(?<=^|[\n.!?] {0,2})(?:hi|hello|hey|dear|hei|heisann|hallo|hej|hejsan|kjære|kära|kære|moi|terve|hyvä)\s{1,3}/giu

/** At the end of what is said: a line's beginning or a full stop before them. */
const closings =
  /(?<=^|[\n.!?,;] {0,2})(?:(?:with )?(?:(?:best|kind|kindest|warm) )?regards|best wishes|(?:yours )?(?:sincerely|faithfully|truly)|cheers|(?:med )?(?:(?:vennlig|venlig|vänlig|beste|de bedste|bästa|hjertelig|mange) )?(?:hilsen|hilsener|hilsner|hälsning|hälsningar)|vänliga hälsningar|vänligen|(?:(?:ystävällisin|parhain) )?terveisin)(?: from| fra| från)?[ ,.:!–-]{0,3}\s{1,3}/giu

/** Short closings are nothing else, wherever they stand. */
const shortClosings = /(?<![\p{L}\p{N}])(?:mvh|m\.v\.h\.?|vh|kh|(?:yst\. ?)?terv\.?|t\.)[ ,:!–-]{0,3}\s{1,3}/giu

/** Thanks go on with anything, but in front of nothing more than a name they end a letter. */
const thanks = /(?<![\p{L}\p{N}])(?:thanks|thank you|takk|tack|tak|kiitos)[,.!]?\s{1,3}/giu

const word = /\p{L}[\p{L}\p{M}'’-]{0,30}/uy
const written = /^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}$/u
/** "/Anna" or "– Anna Berg" as the last thing, and a last line of two or three names. */
const signatures = [
  /(?<=\s\/{1,2} ?)\p{Lu}\p{Ll}{1,30}(?: \p{Lu}\p{Ll}{1,30})?(?=\s{0,3}$)/gu,
  /(?<=\n[-–—]{1,2} ?\n?)\p{Lu}\p{Ll}{1,30}(?: \p{Lu}\p{Ll}{1,30}){0,2}(?=\s{0,3}$)/gu,
  /(?<=\n)\p{Lu}\p{Ll}{1,30}(?: \p{Lu}\p{Ll}{1,30}){1,2}(?=\s{0,3}$)/gu,
  // "Kari here", "Kari her", "det är Anna här".
  /(?<![\p{L}\p{N}])\p{Lu}\p{Ll}{1,30}(?= (?:here|her|här|täällä)(?:[.,!?\n]|$))/gu,
]

/** Words of one name at most. */
const mostWords = 4

type Span = readonly [start: number, end: number]

/** The text with the mark in place of each name; "my name is" stays, a closing goes with its name. Work grows with the text's length alone. */
export function hideNames(text: string, mark: string): string {
  const spans = [
    ...after(text, introductions, (start) => nameAt(text, start, true)),
    ...after(text, closings, (start, from) => including(from, nameAt(text, start, true))),
    ...after(text, shortClosings, (start, from) => including(from, nameAt(text, start, true))),
    ...after(text, statements, (start) => nameAt(text, start, false)),
    ...after(text, greetings, (start) => ending(text, nameAt(text, start, false), /^(?:\s{0,2}[,!.\n]|$)/)),
    ...after(text, thanks, (start) => ending(text, nameAt(text, start, false), /^[.!]?\s*$/)),
    ...signatures.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ 0: name, index }): Span => [index, index + name.length]),
    ),
  ]
  let hidden = ''
  let from = 0
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (start >= from) hidden += text.slice(from, start) + mark
    from = Math.max(from, end)
  }
  return hidden + text.slice(from)
}

function after(text: string, before: RegExp, name: (start: number, from: number) => Span | undefined): Span[] {
  return [...text.matchAll(before)].flatMap(({ 0: words, index }) => {
    const span = name(index + words.length, index)
    return span ? [span] : []
  })
}

/** The words of a name from there; `any`: the first two may be written small. */
function nameAt(text: string, start: number, any: boolean): Span | undefined {
  let end = start
  for (let words = 0; words < mostWords; words++) {
    word.lastIndex = words === 0 ? start : end + 1
    if (words > 0 && text[end] !== ' ') break
    const found = word.exec(text)?.[0]
    if (found === undefined || noNames.has(found.toLowerCase())) break
    if (!written.test(found) && !(any && words < 2)) break
    end = word.lastIndex
  }
  return end > start ? [start, end] : undefined
}

function including(from: number, span: Span | undefined): Span | undefined {
  return span && [from, span[1]]
}

function ending(text: string, span: Span | undefined, expected: RegExp): Span | undefined {
  return span && expected.test(text.slice(span[1])) ? span : undefined
}
