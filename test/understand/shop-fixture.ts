// A small shop to understand messages for: seven intents in five languages.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { offTopicFileName, readOffTopic } from '../../src/intent-files/off-topic-file.ts'
import { readYaml } from '../../src/intent-files/yaml-file.ts'
import type { ByLanguage, Language } from '../../src/model/language.ts'
import type { UnderstandingContext } from '../../src/model/understanding.ts'
import { createMind, type MindSource } from '../../src/understand/understand.ts'

function intent(name: string, about: string, label: ByLanguage<string>, lines: ByLanguage<string>) {
  const split = (text: string): readonly string[] => text.split('|').map((line) => line.trim())
  const utterances = {
    en: split(lines.en),
    nb: split(lines.nb),
    sv: split(lines.sv),
    da: split(lines.da),
    fi: split(lines.fi),
  }
  return { name, about, label, utterances }
}

const offTopicFile = join(import.meta.dirname, '..', '..', 'intents', offTopicFileName)

/** What the shop that ships with nightdesk has no answer to. */
export const offTopic = readOffTopic(
  readYaml(offTopicFileName, readFileSync(offTopicFile, 'utf8'), ({ what }) => {
    throw new Error(what)
  }),
)

export const source: MindSource = {
  ...(offTopic ? { offTopic } : {}),
  orderNumberPattern: '^(?:VV-?)?(\\d{5})$',
  phoneCountry: 'NO',
  languages: ['en', 'nb', 'sv', 'da', 'fi'],
  intents: [
    intent(
      'order-status',
      'Where an order is now.',
      {
        en: 'Where is my order',
        nb: 'Hvor er pakken',
        sv: 'Var är paketet',
        da: 'Hvor er pakken',
        fi: 'Missä tilaus on',
      },
      {
        en: 'where is my order | where is my parcel | track my package | when does my parcel arrive | has my order been sent | my package has not arrived | order status please | any news on my delivery',
        nb: 'hvor er pakken min | hvor blir det av ordren | når kommer pakken | er bestillingen sendt | spore pakken | har ikke fått pakken min | status på ordre | kor er pakka mi',
        sv: 'var är mitt paket | när kommer paketet | har ni skickat min beställning | spåra paket | har inte fått mitt paket | status på min order | var är min order | hur går det med leveransen',
        da: 'hvor er min pakke | hvornår kommer pakken | er min ordre sendt | spor pakke | har ikke fået min pakke | status på min ordre | hvor bliver min ordre af | hvor langt er pakken',
        fi: 'missä pakettini on | milloin paketti tulee | onko tilaus lähetetty | seuraa pakettia | en ole saanut pakettia | tilauksen tilanne | missä mun tilaus on | koska tilaus saapuu',
      },
    ),
    intent(
      'return-how',
      'How to send something back.',
      {
        en: 'Send something back',
        nb: 'Sende noe tilbake',
        sv: 'Skicka tillbaka',
        da: 'Sende noget tilbage',
        fi: 'Palauta jotain',
      },
      {
        en: 'how do i return something | i want to send this back | can i return it | return an item | how do returns work | send back a jumper | where do i return this | i need a return label',
        nb: 'hvordan returnerer jeg | vil sende tilbake | kan jeg returnere den | hvordan fungerer retur | sende tilbake genseren | hvor finner jeg returlapp | korleis returnerer eg | returnere en vare',
        sv: 'hur returnerar jag | vill skicka tillbaka | kan jag returnera | hur fungerar retur | skicka tillbaka tröjan | var finns returetikett | lämna tillbaka en vara | returnera en vara',
        da: 'hvordan returnerer jeg | vil sende tilbage | kan jeg returnere den | hvordan fungerer retur | sende trøjen tilbage | hvor finder jeg returlabel | returnere en vare | sende retur',
        fi: 'miten palautan tuotteen | haluan palauttaa | voinko palauttaa | miten palautus toimii | palauttaa paidan | mistä saan palautuslapun | palautusohjeet | lähettää takaisin',
      },
    ),
    intent(
      'opening-hours',
      'When we are open.',
      { en: 'Opening hours', nb: 'Åpningstider', sv: 'Öppettider', da: 'Åbningstider', fi: 'Aukioloajat' },
      {
        en: 'what are your opening hours | when do you open | are you open on sunday | when do you close | open today | opening times | are you open now | hours on saturday',
        nb: 'hva er åpningstidene | når åpner dere | har dere åpent på søndag | når stenger dere | åpent i dag | åpningstider | er dere åpne nå | når er det åpent på lørdag',
        sv: 'vad har ni för öppettider | när öppnar ni | har ni öppet på söndag | när stänger ni | öppet idag | öppettider | är ni öppna nu | öppet på lördag',
        da: 'hvad er jeres åbningstider | hvornår åbner i | har i åbent om søndagen | hvornår lukker i | åbent i dag | åbningstider | har i åbent nu | åbent på lørdag',
        fi: 'mitkä ovat aukioloajat | milloin avaatte | oletteko auki sunnuntaina | milloin suljette | auki tänään | aukioloajat | oletteko nyt auki | auki lauantaina',
      },
    ),
    intent(
      'refund',
      'Getting money back.',
      {
        en: 'Get a refund',
        nb: 'Få pengene tilbake',
        sv: 'Få pengarna tillbaka',
        da: 'Få pengene tilbage',
        fi: 'Rahat takaisin',
      },
      {
        en: 'i want my money back | refund please | when do i get my refund | give me a refund | i have not received my refund | refund my purchase | how do i get a refund | money back',
        nb: 'jeg vil ha pengene tilbake | refusjon takk | når får jeg refusjonen | har ikke fått pengene | få refundert kjøpet | penger tilbake | eg vil ha pengane tilbake | refundere',
        sv: 'jag vill ha pengarna tillbaka | återbetalning tack | när får jag min återbetalning | har inte fått pengarna | få köpet återbetalt | pengar tillbaka | återbetala | få tillbaka mina pengar',
        da: 'jeg vil have pengene tilbage | refundering tak | hvornår får jeg pengene | har ikke fået mine penge | få købet refunderet | penge tilbage | refunder | få mine penge retur',
        fi: 'haluan rahat takaisin | hyvitys kiitos | milloin saan hyvityksen | en ole saanut rahoja | ostoksen hyvitys | rahojen palautus | rahat takas | hyvittäkää ostos',
      },
    ),
    intent(
      'gift-card',
      'Buying and using gift cards.',
      { en: 'Gift cards', nb: 'Gavekort', sv: 'Presentkort', da: 'Gavekort', fi: 'Lahjakortit' },
      {
        en: 'do you sell gift cards | my gift card does not work | how long is a gift card valid | buy a gift card | use a gift card | gift card balance | gift voucher | gift card code',
        nb: 'selger dere gavekort | gavekortet virker ikke | hvor lenge er gavekort gyldig | kjøpe gavekort | bruke gavekort | saldo på gavekort | gavekortkode | gavekort',
        sv: 'säljer ni presentkort | presentkortet fungerar inte | hur länge gäller presentkort | köpa presentkort | använda presentkort | saldo på presentkort | presentkortskod | presentkort',
        da: 'sælger i gavekort | gavekortet virker ikke | hvor længe gælder gavekort | købe gavekort | bruge gavekort | saldo på gavekort | gavekortkode | gavekort',
        fi: 'myyttekö lahjakortteja | lahjakortti ei toimi | kauanko lahjakortti on voimassa | osta lahjakortti | käytä lahjakortti | lahjakortin saldo | lahjakortin koodi | lahjakortti',
      },
    ),
    intent(
      'person',
      'Talking to a person.',
      {
        en: 'Talk to a person',
        nb: 'Snakke med et menneske',
        sv: 'Prata med en person',
        da: 'Tale med et menneske',
        fi: 'Puhu ihmiselle',
      },
      {
        en: 'talk to a person | i want a human | speak to an agent | customer service | real person please | connect me to someone | let me talk to somebody | human',
        nb: 'snakke med et menneske | vil snakke med noen | kundeservice | ekte person takk | få snakke med en person | sett meg over | menneske | snakke med ein person',
        sv: 'prata med en människa | vill prata med någon | kundtjänst | riktig person tack | få prata med en person | koppla mig vidare | människa | tala med någon',
        da: 'tale med et menneske | vil snakke med nogen | kundeservice | rigtig person tak | må jeg tale med en person | stil mig om | menneske | snakke med en medarbejder',
        fi: 'puhua ihmiselle | haluan jutella jonkun kanssa | asiakaspalvelu | oikea ihminen kiitos | saanko puhua ihmisen kanssa | yhdistä ihmiselle | ihminen | asiakaspalvelijalle',
      },
    ),
    intent(
      'greeting',
      'Saying hello.',
      { en: 'Hello', nb: 'Hei', sv: 'Hej', da: 'Hej', fi: 'Hei' },
      {
        en: 'hello | hi | hey | good morning | good evening | hi there | hello there | hiya',
        nb: 'hei | heisann | hallo | god morgen | god kveld | hei hei | god dag | morn',
        sv: 'hej | hejsan | hallå | god morgon | god kväll | hej hej | god dag | tjena',
        da: 'hej | hejsa | hallo | godmorgen | godaften | hej hej | goddag | hey',
        fi: 'hei | moi | terve | huomenta | iltaa | moikka | päivää | heippa',
      },
    ),
  ],
}

export const mind = createMind(source)

/** A fresh conversation in a language; anything in it may be replaced. */
export function contextIn(current: Language, more: Partial<UnderstandingContext> = {}): UnderstandingContext {
  return { language: { current, evidence: {}, served: source.languages }, ...more }
}
