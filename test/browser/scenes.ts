// The scene's words in each language: what the customer writes, what must come back, what the agent says.

import type { ByLanguage } from '../../src/model/language.ts'

export type Scene = {
  /** Where is the parcel; the bot presents itself and asks for the number. */
  readonly parcel: readonly [asks: string, introduction: RegExp, question: RegExp]
  readonly order: RegExp
  readonly refund: readonly [asks: string, confirmed: RegExp, promise: RegExp, reason: RegExp]
  readonly reason: readonly [button: string, thanks: RegExp]
  readonly person: RegExp
  readonly taken: RegExp
  readonly answer: string
  readonly solved: RegExp
  readonly survey: RegExp
  readonly worked: RegExp
}

/** Asked in Finnish whatever the page speaks: the chat answers in the language that it is asked in. */
export const finnishHours = [
  'milloin teidän asiakaspalvelu on auki?',
  /Aukioloaikamme:\s+Maanantai–torstai klo\s9–12/,
] as const

/** All at two o'clock on a Tuesday night in November, with order 10432. */
export const scenes: ByLanguage<Scene> = {
  en: {
    parcel: ['where is my parcel?', /I’m an automatic assistant/, /What is your order number/],
    order: /Order 10432 \(Fjord jumper, M\) is on its way/,
    refund: [
      'i want my money back',
      /Your case number is 1001/,
      /today by 10\sam|Tuesday 24 November by 10\sam/,
      /what is the refund for/,
    ],
    reason: ['It never came', /Thanks, that’s all we need/],
    person: /added to your case 1001/,
    taken: /Ingrid has taken your case/,
    answer: 'Hello, Ingrid here. The parcel is found and the money is on its way.',
    solved: /Ingrid has marked your case as solved/,
    survey: /How easy was it to get help today/,
    worked: /What worked well/,
  },
  nb: {
    parcel: ['hvor er pakken min?', /jeg er en automatisk assistent/, /Hva er bestillingsnummeret ditt/],
    order: /Bestilling 10432 \(Fjord jumper, M\) er på vei/,
    refund: ['jeg vil ha pengene tilbake', /Saksnummeret ditt er 1001/, /før kl\.\s10/, /hva gjelder refusjonen/],
    reason: ['Den kom aldri', /Takk, da har vi det vi trenger/],
    person: /lagt til i sak 1001/,
    taken: /Ingrid har tatt saken din/,
    answer: 'Hei, dette er Ingrid. Pakken er funnet, og pengene er på vei til deg.',
    solved: /Ingrid har markert saken din som løst/,
    survey: /Hvor enkelt var det å få hjelp i dag/,
    worked: /Hva fungerte bra/,
  },
  sv: {
    parcel: ['var är mitt paket?', /jag är en automatisk assistent/, /Vad är ditt ordernummer/],
    order: /Order 10432 \(Fjord jumper, M\) är på väg/,
    refund: [
      'jag vill ha pengarna tillbaka',
      /Ditt ärendenummer är 1001/,
      /före kl\.\s10/,
      /vad gäller återbetalningen/,
    ],
    reason: ['Den kom aldrig', /Tack, då har vi allt vi behöver/],
    person: /tillagt i ärende 1001/,
    taken: /Ingrid har tagit hand om ditt ärende/,
    answer: 'Hej, det är Ingrid. Paketet är hittat och pengarna är på väg till dig.',
    solved: /Ingrid har markerat ditt ärende som löst/,
    survey: /Hur enkelt var det att få hjälp i dag/,
    worked: /Vad fungerade bra/,
  },
  da: {
    parcel: ['hvor er min pakke?', /jeg er en automatisk assistent/, /Hvad er dit ordrenummer/],
    order: /Ordre 10432 \(Fjord jumper, M\) er på vej/,
    refund: [
      'jeg vil have pengene tilbage',
      /Dit sagsnummer er 1001/,
      /inden kl\.\s10/,
      /hvad drejer refunderingen sig om/,
    ],
    reason: ['Den kom aldrig', /Tak, så har vi det, vi skal bruge/],
    person: /føjet til sag 1001/,
    taken: /Ingrid har taget din sag/,
    answer: 'Hej, det er Ingrid. Pakken er fundet, og pengene er på vej til dig.',
    solved: /Ingrid har markeret din sag som løst/,
    survey: /Hvor nemt var det at få hjælp i dag/,
    worked: /Hvad fungerede godt/,
  },
  fi: {
    parcel: ['missä pakettini on?', /olen Villvind-kaupan automaattinen avustaja/, /Mikä on tilausnumerosi/],
    order: /Tilaus 10432 \(Fjord jumper, M\) on matkalla/,
    refund: ['haluan rahat takaisin', /Asiasi numero on 1001/, /klo\s10 mennessä/, /mistä hyvityksessä on kyse/],
    reason: ['Se ei koskaan tullut', /Kiitos, muuta emme tarvitse/],
    person: /lisäsin sen asiaan 1001/,
    taken: /Ingrid otti asiasi hoitaakseen/,
    answer: 'Hei, täällä Ingrid. Paketti löytyi, ja rahat ovat matkalla tilillesi.',
    solved: /Ingrid merkitsi asiasi ratkaistuksi/,
    survey: /Kuinka helppoa avun saaminen oli tänään/,
    worked: /Mikä toimi hyvin/,
  },
}
