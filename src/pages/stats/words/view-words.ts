// The words of the stats' further views in all five languages: the week, the distribution, flows, comments, deliveries,
// channels, agents, wall screens.

import type { ByLanguage } from '../../../model/language.ts'
import type { FlowLoss } from '../../../model/stats.ts'
import type { MapKind } from '../question.ts'

export type ViewWords = {
  readonly maps: Readonly<Record<MapKind, string>>
  /** What the map stands on: the page's own period and filters. */
  readonly mapSaid: (span: string) => string
  readonly under: (duration: string) => string
  readonly over: (duration: string) => string
  readonly clock: string
  readonly step: string
  readonly share: string
  readonly target: (what: string) => string
  readonly edges: string
  readonly flow: string
  readonly started: string
  readonly finished: string
  readonly question: string
  readonly came: string
  readonly wentOn: string
  readonly left: string
  readonly here: string
  readonly largestLoss: string
  readonly losses: Readonly<Record<FlowLoss, string>>
  readonly noFlows: string
  readonly noSteps: string
  readonly commentsHelp: string
  readonly noComments: string
  readonly wordsGone: string
  readonly solvedByBot: string
  readonly solvedByAgent: string
  readonly caseLink: (number: string) => string
  readonly deliveries: string
  readonly deliveriesHelp: string
  readonly noTrouble: string
  readonly when: string
  readonly state: string
  readonly why: string
  readonly failed: string
  readonly doubt: string
  readonly codes: Readonly<Record<string, string>>
  readonly lastIn: (time: string) => string
  readonly lastOut: (time: string) => string
  readonly nothingYet: string
  readonly notSince: (time: string) => string
  readonly works: string
  readonly trouble: string
  readonly unknown: string
  readonly waitingAgain: (count: string) => string
  readonly lastFailed: (code: string) => string
  readonly away: (count: string) => string
  readonly agents: string
  readonly agent: string
  readonly agentsNote: string
  readonly taken: string
  readonly solved: string
  readonly wall: string
  readonly wallHelp: string
  readonly wallName: string
  readonly wallMake: string
  readonly wallMade: string
  readonly wallEnd: (name: string) => string
  readonly wallUsed: (time: string) => string
  readonly wallNever: string
  readonly wallNone: string
  readonly copy: string
  readonly copied: string
}

/** The further views in five languages. */
export const viewWords: ByLanguage<ViewWords> = {
  en: {
    maps: {
      episodes: 'Episodes per hour',
      handoffs: 'Handoffs per hour',
      p90: 'Human reply, p90',
      effort: 'Ease (CES)',
      people: 'People needed',
    },
    mapSaid: (span) => `By when episodes opened, ${span}. Press a cell for the conversations behind it.`,
    under: (duration) => `under ${duration}`,
    over: (duration) => `${duration} or more`,
    clock: 'Which time',
    step: 'Time taken',
    share: 'Share',
    target: (what) => `Target: ${what}`,
    edges: 'So many episodes: times within 1 % of an edge may stand beyond it.',
    flow: 'Flow',
    started: 'Started',
    finished: 'Finished',
    question: 'Question',
    came: 'Came',
    wentOn: 'Went on',
    left: 'Left',
    here: 'here now',
    largestLoss: 'Most leave here',
    losses: { person: 'to a person', 'other-wish': 'to another wish', stopped: 'stopped', silence: 'fell silent' },
    noFlows: 'No flow was started in this period.',
    noSteps: 'Its questions are told from now on: what was asked before was not written down.',
    commentsHelp: 'In the customers’ words, personal details masked. Newest first.',
    noComments: 'Nobody wrote a comment in this period.',
    wordsGone: 'The message is not kept any more.',
    solvedByBot: 'with the bot',
    solvedByAgent: 'with a person',
    caseLink: (number) => `Case ${number}`,
    deliveries: 'Deliveries in doubt or failed',
    deliveriesHelp: 'Newest first. The customer may lack these.',
    noTrouble: 'Every reply of this period arrived.',
    when: 'When',
    state: 'State',
    why: 'Why',
    failed: 'Failed',
    doubt: 'In doubt',
    codes: {
      unauthorized: 'our key was refused',
      'rate-limited': 'too many at once',
      unreachable: 'could not be reached',
      doubtful: 'no confirmation came',
      doubt: 'no confirmation came',
      refused: 'refused by the channel',
      gone: 'the customer is gone',
      'too-large': 'too large',
      'no-channel': 'no such channel is connected',
      malformed: 'could not be read',
    },
    lastIn: (time) => `in ${time}`,
    lastOut: (time) => `out ${time}`,
    nothingYet: 'nothing yet',
    notSince: (time) => `nothing since ${time}`,
    works: 'Works',
    trouble: 'Trouble',
    unknown: 'Quiet',
    waitingAgain: (count) => `${count} replies wait to be sent again`,
    lastFailed: (code) => `the latest reply did not get out: ${code}`,
    away: (count) => `${count} away`,
    agents: 'By agent',
    agent: 'Agent',
    agentsNote:
      'Your shop has switched this on (_shop.yaml). In many countries a works council must agree to figures about people; few cases say little about anyone.',
    taken: 'Taken',
    solved: 'Solved',
    wall: 'Wall screens',
    wallHelp:
      'A lasting link to a page in large type: who waits and today’s figures, no names. Whoever has the link sees it.',
    wallName: 'Where it hangs',
    wallMake: 'Make a link',
    wallMade: 'Copy it now: it is shown only this once.',
    wallEnd: (name) => `End the link “${name}”`,
    wallUsed: (time) => `last seen ${time}`,
    wallNever: 'never opened',
    wallNone: 'There is no link yet.',
    copy: 'Copy',
    copied: 'Copied',
  },
  nb: {
    maps: {
      episodes: 'Episoder per time',
      handoffs: 'Overleveringer per time',
      p90: 'Svar fra menneske, p90',
      effort: 'Enkelhet (CES)',
      people: 'Folk som trengs',
    },
    mapSaid: (span) => `Etter når episodene ble åpnet, ${span}. Trykk på en rute for samtalene bak.`,
    under: (duration) => `under ${duration}`,
    over: (duration) => `${duration} eller mer`,
    clock: 'Hvilken tid',
    step: 'Tid brukt',
    share: 'Andel',
    target: (what) => `Mål: ${what}`,
    edges: 'Så mange episoder: tider innenfor 1 % av en grense kan stå på den andre siden.',
    flow: 'Flyt',
    started: 'Startet',
    finished: 'Fullført',
    question: 'Spørsmål',
    came: 'Kom',
    wentOn: 'Gikk videre',
    left: 'Forlot',
    here: 'her nå',
    largestLoss: 'Flest slutter her',
    losses: {
      person: 'til et menneske',
      'other-wish': 'til et annet ønske',
      stopped: 'stoppet',
      silence: 'ble stille',
    },
    noFlows: 'Ingen flyt ble startet i denne perioden.',
    noSteps: 'Spørsmålene telles fra nå av: det som ble spurt før, ble ikke skrevet ned.',
    commentsHelp: 'Med kundenes egne ord, personopplysninger skjult. Nyeste først.',
    noComments: 'Ingen skrev en kommentar i denne perioden.',
    wordsGone: 'Meldingen er ikke lagret lenger.',
    solvedByBot: 'med boten',
    solvedByAgent: 'med et menneske',
    caseLink: (number) => `Sak ${number}`,
    deliveries: 'Leveringer i tvil eller feilet',
    deliveriesHelp: 'Nyeste først. Kunden mangler kanskje disse.',
    noTrouble: 'Alle svar i perioden kom fram.',
    when: 'Når',
    state: 'Tilstand',
    why: 'Hvorfor',
    failed: 'Feilet',
    doubt: 'I tvil',
    codes: {
      unauthorized: 'nøkkelen vår ble avvist',
      'rate-limited': 'for mange på én gang',
      unreachable: 'kunne ikke nås',
      doubtful: 'ingen bekreftelse kom',
      doubt: 'ingen bekreftelse kom',
      refused: 'avvist av kanalen',
      gone: 'kunden er borte',
      'too-large': 'for stort',
      'no-channel': 'kanalen er ikke koblet til',
      malformed: 'kunne ikke leses',
    },
    lastIn: (time) => `inn ${time}`,
    lastOut: (time) => `ut ${time}`,
    nothingYet: 'ingenting ennå',
    notSince: (time) => `ingenting siden ${time}`,
    works: 'Virker',
    trouble: 'Trøbbel',
    unknown: 'Stille',
    waitingAgain: (count) => `${count} svar venter på å bli sendt igjen`,
    lastFailed: (code) => `siste svar kom ikke ut: ${code}`,
    away: (count) => `${count} borte`,
    agents: 'Per medarbeider',
    agent: 'Medarbeider',
    agentsNote:
      'Butikken har slått på dette (_shop.yaml). I mange land må de tillitsvalgte være enige i tall om folk; få saker sier lite om noen.',
    taken: 'Tatt',
    solved: 'Løst',
    wall: 'Veggskjermer',
    wallHelp:
      'En varig lenke til en side med stor skrift: hvem som venter og dagens tall, ingen navn. Alle med lenken ser den.',
    wallName: 'Hvor den henger',
    wallMake: 'Lag en lenke',
    wallMade: 'Kopier den nå: den vises bare denne ene gangen.',
    wallEnd: (name) => `Avslutt lenken «${name}»`,
    wallUsed: (time) => `sist sett ${time}`,
    wallNever: 'aldri åpnet',
    wallNone: 'Det finnes ingen lenke ennå.',
    copy: 'Kopier',
    copied: 'Kopiert',
  },
  sv: {
    maps: {
      episodes: 'Episoder per timme',
      handoffs: 'Överlämningar per timme',
      p90: 'Svar från människa, p90',
      effort: 'Enkelhet (CES)',
      people: 'Folk som behövs',
    },
    mapSaid: (span) => `Efter när episoderna öppnades, ${span}. Tryck på en ruta för samtalen bakom.`,
    under: (duration) => `under ${duration}`,
    over: (duration) => `${duration} eller mer`,
    clock: 'Vilken tid',
    step: 'Tid som gick',
    share: 'Andel',
    target: (what) => `Mål: ${what}`,
    edges: 'Så många episoder: tider inom 1 % från en gräns kan stå på andra sidan.',
    flow: 'Flöde',
    started: 'Startade',
    finished: 'Slutförda',
    question: 'Fråga',
    came: 'Kom',
    wentOn: 'Gick vidare',
    left: 'Lämnade',
    here: 'här nu',
    largestLoss: 'Flest slutar här',
    losses: { person: 'till en person', 'other-wish': 'till en annan önskan', stopped: 'avbröt', silence: 'tystnade' },
    noFlows: 'Inget flöde startades under perioden.',
    noSteps: 'Frågorna räknas från och med nu: det som frågades tidigare skrevs inte ned.',
    commentsHelp: 'Med kundernas egna ord, personuppgifter dolda. Nyast först.',
    noComments: 'Ingen skrev en kommentar under perioden.',
    wordsGone: 'Meddelandet finns inte kvar.',
    solvedByBot: 'med boten',
    solvedByAgent: 'med en person',
    caseLink: (number) => `Ärende ${number}`,
    deliveries: 'Leveranser i tvivel eller misslyckade',
    deliveriesHelp: 'Nyast först. Kunden kan sakna dessa.',
    noTrouble: 'Alla svar under perioden kom fram.',
    when: 'När',
    state: 'Tillstånd',
    why: 'Varför',
    failed: 'Misslyckades',
    doubt: 'I tvivel',
    codes: {
      unauthorized: 'vår nyckel nekades',
      'rate-limited': 'för många på en gång',
      unreachable: 'kunde inte nås',
      doubtful: 'ingen bekräftelse kom',
      doubt: 'ingen bekräftelse kom',
      refused: 'nekades av kanalen',
      gone: 'kunden är borta',
      'too-large': 'för stort',
      'no-channel': 'kanalen är inte ansluten',
      malformed: 'kunde inte läsas',
    },
    lastIn: (time) => `in ${time}`,
    lastOut: (time) => `ut ${time}`,
    nothingYet: 'ingenting än',
    notSince: (time) => `ingenting sedan ${time}`,
    works: 'Fungerar',
    trouble: 'Problem',
    unknown: 'Tyst',
    waitingAgain: (count) => `${count} svar väntar på att skickas igen`,
    lastFailed: (code) => `senaste svaret kom inte ut: ${code}`,
    away: (count) => `${count} borta`,
    agents: 'Per medarbetare',
    agent: 'Medarbetare',
    agentsNote:
      'Butiken har slagit på detta (_shop.yaml). I många länder måste facket vara överens om siffror om människor; få ärenden säger lite om någon.',
    taken: 'Tagna',
    solved: 'Lösta',
    wall: 'Väggskärmar',
    wallHelp:
      'En varaktig länk till en sida med stor text: vem som väntar och dagens siffror, inga namn. Alla som har länken ser den.',
    wallName: 'Var den hänger',
    wallMake: 'Skapa en länk',
    wallMade: 'Kopiera den nu: den visas bara denna gång.',
    wallEnd: (name) => `Avsluta länken ”${name}”`,
    wallUsed: (time) => `senast sedd ${time}`,
    wallNever: 'aldrig öppnad',
    wallNone: 'Det finns ingen länk än.',
    copy: 'Kopiera',
    copied: 'Kopierad',
  },
  da: {
    maps: {
      episodes: 'Episoder pr. time',
      handoffs: 'Overdragelser pr. time',
      p90: 'Svar fra menneske, p90',
      effort: 'Enkelhed (CES)',
      people: 'Folk, der er brug for',
    },
    mapSaid: (span) => `Efter hvornår episoderne blev åbnet, ${span}. Tryk på et felt for samtalerne bag.`,
    under: (duration) => `under ${duration}`,
    over: (duration) => `${duration} eller mere`,
    clock: 'Hvilken tid',
    step: 'Tid brugt',
    share: 'Andel',
    target: (what) => `Mål: ${what}`,
    edges: 'Så mange episoder: tider inden for 1 % af en grænse kan stå på den anden side.',
    flow: 'Flow',
    started: 'Startet',
    finished: 'Gennemført',
    question: 'Spørgsmål',
    came: 'Kom',
    wentOn: 'Gik videre',
    left: 'Forlod',
    here: 'her nu',
    largestLoss: 'Flest stopper her',
    losses: {
      person: 'til et menneske',
      'other-wish': 'til et andet ønske',
      stopped: 'stoppede',
      silence: 'blev stille',
    },
    noFlows: 'Intet flow blev startet i perioden.',
    noSteps: 'Spørgsmålene tælles fra nu af: det, der blev spurgt om før, blev ikke skrevet ned.',
    commentsHelp: 'Med kundernes egne ord, personoplysninger skjult. Nyeste først.',
    noComments: 'Ingen skrev en kommentar i perioden.',
    wordsGone: 'Beskeden er ikke gemt længere.',
    solvedByBot: 'med botten',
    solvedByAgent: 'med et menneske',
    caseLink: (number) => `Sag ${number}`,
    deliveries: 'Leveringer i tvivl eller fejlet',
    deliveriesHelp: 'Nyeste først. Kunden mangler måske disse.',
    noTrouble: 'Alle svar i perioden kom frem.',
    when: 'Hvornår',
    state: 'Tilstand',
    why: 'Hvorfor',
    failed: 'Fejlet',
    doubt: 'I tvivl',
    codes: {
      unauthorized: 'vores nøgle blev afvist',
      'rate-limited': 'for mange på én gang',
      unreachable: 'kunne ikke nås',
      doubtful: 'ingen bekræftelse kom',
      doubt: 'ingen bekræftelse kom',
      refused: 'afvist af kanalen',
      gone: 'kunden er væk',
      'too-large': 'for stort',
      'no-channel': 'kanalen er ikke tilsluttet',
      malformed: 'kunne ikke læses',
    },
    lastIn: (time) => `ind ${time}`,
    lastOut: (time) => `ud ${time}`,
    nothingYet: 'intet endnu',
    notSince: (time) => `intet siden ${time}`,
    works: 'Virker',
    trouble: 'Problem',
    unknown: 'Stille',
    waitingAgain: (count) => `${count} svar venter på at blive sendt igen`,
    lastFailed: (code) => `seneste svar kom ikke ud: ${code}`,
    away: (count) => `${count} væk`,
    agents: 'Pr. medarbejder',
    agent: 'Medarbejder',
    agentsNote:
      'Butikken har slået dette til (_shop.yaml). I mange lande skal samarbejdsudvalget være enigt i tal om mennesker; få sager siger lidt om nogen.',
    taken: 'Taget',
    solved: 'Løst',
    wall: 'Vægskærme',
    wallHelp:
      'Et varigt link til en side med stor skrift: hvem der venter og dagens tal, ingen navne. Alle med linket ser den.',
    wallName: 'Hvor den hænger',
    wallMake: 'Lav et link',
    wallMade: 'Kopiér det nu: det vises kun denne ene gang.',
    wallEnd: (name) => `Afslut linket ”${name}”`,
    wallUsed: (time) => `sidst set ${time}`,
    wallNever: 'aldrig åbnet',
    wallNone: 'Der er intet link endnu.',
    copy: 'Kopiér',
    copied: 'Kopieret',
  },
  fi: {
    maps: {
      episodes: 'Jaksoja tunnissa',
      handoffs: 'Siirtoja tunnissa',
      p90: 'Ihmisen vastaus, p90',
      effort: 'Vaivattomuus (CES)',
      people: 'Tarvittavat ihmiset',
    },
    mapSaid: (span) => `Jaksojen avautumisajan mukaan, ${span}. Paina ruutua nähdäksesi keskustelut sen takana.`,
    under: (duration) => `alle ${duration}`,
    over: (duration) => `${duration} tai enemmän`,
    clock: 'Mikä aika',
    step: 'Kesto',
    share: 'Osuus',
    target: (what) => `Tavoite: ${what}`,
    edges: 'Näin monta jaksoa: ajat, jotka ovat 1 %:n päässä rajasta, voivat olla sen toisella puolella.',
    flow: 'Kysymyspolku',
    started: 'Aloitettu',
    finished: 'Valmiit',
    question: 'Kysymys',
    came: 'Tuli',
    wentOn: 'Jatkoi',
    left: 'Lähti',
    here: 'tässä nyt',
    largestLoss: 'Useimmat lähtevät tästä',
    losses: { person: 'ihmiselle', 'other-wish': 'muuhun asiaan', stopped: 'lopetti', silence: 'hiljeni' },
    noFlows: 'Tällä aikavälillä ei aloitettu yhtään kysymyspolkua.',
    noSteps: 'Kysymykset lasketaan tästä lähtien: aiemmin kysyttyä ei kirjattu.',
    commentsHelp: 'Asiakkaiden omin sanoin, henkilötiedot piilotettu. Uusin ensin.',
    noComments: 'Kukaan ei kirjoittanut kommenttia tällä aikavälillä.',
    wordsGone: 'Viestiä ei enää säilytetä.',
    solvedByBot: 'botin kanssa',
    solvedByAgent: 'ihmisen kanssa',
    caseLink: (number) => `Asia ${number}`,
    deliveries: 'Epävarmat ja epäonnistuneet toimitukset',
    deliveriesHelp: 'Uusin ensin. Nämä voivat puuttua asiakkaalta.',
    noTrouble: 'Kaikki aikavälin vastaukset tulivat perille.',
    when: 'Milloin',
    state: 'Tila',
    why: 'Miksi',
    failed: 'Epäonnistui',
    doubt: 'Epävarma',
    codes: {
      unauthorized: 'avaimemme hylättiin',
      'rate-limited': 'liian monta kerralla',
      unreachable: 'ei tavoitettu',
      doubtful: 'vahvistusta ei tullut',
      doubt: 'vahvistusta ei tullut',
      refused: 'kanava kieltäytyi',
      gone: 'asiakas on poissa',
      'too-large': 'liian suuri',
      'no-channel': 'kanavaa ei ole yhdistetty',
      malformed: 'ei voitu lukea',
    },
    lastIn: (time) => `sisään ${time}`,
    lastOut: (time) => `ulos ${time}`,
    nothingYet: 'ei vielä mitään',
    notSince: (time) => `ei mitään ${time} jälkeen`,
    works: 'Toimii',
    trouble: 'Ongelma',
    unknown: 'Hiljaista',
    waitingAgain: (count) => `${count} vastausta odottaa uutta lähetystä`,
    lastFailed: (code) => `viimeisin vastaus ei lähtenyt: ${code}`,
    away: (count) => `${count} poissa`,
    agents: 'Asiakaspalvelijoittain',
    agent: 'Asiakaspalvelija',
    agentsNote:
      'Kauppa on ottanut tämän käyttöön (_shop.yaml). Monissa maissa henkilöstön edustajien on hyväksyttävä luvut ihmisistä; harva asia kertoo vähän kenestäkään.',
    taken: 'Otetut',
    solved: 'Ratkaistut',
    wall: 'Seinänäytöt',
    wallHelp:
      'Pysyvä linkki isotekstiseen sivuun: kuka odottaa ja päivän luvut, ei nimiä. Kaikki, joilla on linkki, näkevät sen.',
    wallName: 'Missä se on',
    wallMake: 'Luo linkki',
    wallMade: 'Kopioi se nyt: se näytetään vain tämän kerran.',
    wallEnd: (name) => `Lopeta linkki ”${name}”`,
    wallUsed: (time) => `viimeksi nähty ${time}`,
    wallNever: 'ei koskaan avattu',
    wallNone: 'Linkkejä ei vielä ole.',
    copy: 'Kopioi',
    copied: 'Kopioitu',
  },
}
