// What each figure of the stats means, said once in five languages: the page shows it, the docs quote it.

import type { ByLanguage } from '../../model/language.ts'

const figureNames = [
  'touch',
  'answer',
  'humanReply',
  'mean',
  'p50',
  'p90',
  'p99',
  'episodes',
  'conversations',
  'solvedByBot',
  'solvedByAgent',
  'handoffs',
  'promises',
  'reopened',
  'missed',
  'open',
  'ces',
  'waiting',
] as const

/** A figure, or a way of summing one up. */
export type FigureName = (typeof figureNames)[number]

/** Each definition is one or two sentences that stand without the page around them. */
export const definitions: Readonly<Record<FigureName, ByLanguage<string>>> = {
  touch: {
    en: 'Time from the first message of an episode to the first visible thing the customer gets. An acknowledgement counts. Wall time.',
    nb: 'Tid fra første melding i en episode til det første synlige kunden får. En mottaksbekreftelse teller. Klokketid.',
    sv: 'Tid från det första meddelandet i en episod till det första synliga som kunden får. En mottagningsbekräftelse räknas. Klocktid.',
    da: 'Tid fra første besked i en episode til det første synlige, kunden får. En kvittering tæller med. Klokketid.',
    fi: 'Aika jakson ensimmäisestä viestistä siihen, kun asiakas saa ensimmäisen näkyvän reaktion. Vastaanottokuittaus lasketaan. Kelloaikaa.',
  },
  answer: {
    en: 'Time to the first reply with content, by the bot or a person. Acknowledgements and away notes do not count. Wall time.',
    nb: 'Tid til første svar med innhold, fra boten eller et menneske. Mottaksbekreftelser og fraværsbeskjeder teller ikke. Klokketid.',
    sv: 'Tid till det första svaret med innehåll, från boten eller en person. Mottagningsbekräftelser och frånvarobesked räknas inte. Klocktid.',
    da: 'Tid til første svar med indhold, fra botten eller et menneske. Kvitteringer og fraværsbeskeder tæller ikke med. Klokketid.',
    fi: 'Aika ensimmäiseen sisällölliseen vastaukseen, antoi sen botti tai ihminen. Kuittauksia ja poissaoloviestejä ei lasketa. Kelloaikaa.',
  },
  humanReply: {
    en: 'Time to the first reply by a person. The bot never stops this clock. Wall time, nights included.',
    nb: 'Tid til første svar fra et menneske. Boten stopper aldri denne klokken. Klokketid, netter medregnet.',
    sv: 'Tid till det första svaret från en person. Boten stoppar aldrig den här klockan. Klocktid, nätter inräknade.',
    da: 'Tid til første svar fra et menneske. Botten stopper aldrig dette ur. Klokketid, nætter medregnet.',
    fi: 'Aika ihmisen ensimmäiseen vastaukseen. Botti ei koskaan pysäytä tätä kelloa. Kelloaikaa, yöt mukaan lukien.',
  },
  mean: {
    en: 'Total time divided by the number of episodes. A few long waits pull it up.',
    nb: 'Samlet tid delt på antall episoder. Noen få lange ventetider trekker den opp.',
    sv: 'Total tid delad med antalet episoder. Några få långa väntetider drar upp det.',
    da: 'Samlet tid delt med antallet af episoder. Nogle få lange ventetider trækker det op.',
    fi: 'Kokonaisaika jaettuna jaksojen määrällä. Muutama pitkä odotus nostaa sitä.',
  },
  p50: {
    en: 'The median: half of the episodes were at least this quick.',
    nb: 'Medianen: halvparten av episodene var minst så raske.',
    sv: 'Medianen: hälften av episoderna var minst så snabba.',
    da: 'Medianen: halvdelen af episoderne var mindst så hurtige.',
    fi: 'Mediaani: puolet jaksoista oli vähintään näin nopeita.',
  },
  p90: {
    en: 'Nine of ten episodes were at least this quick.',
    nb: 'Ni av ti episoder var minst så raske.',
    sv: 'Nio av tio episoder var minst så snabba.',
    da: 'Ni ud af ti episoder var mindst så hurtige.',
    fi: 'Yhdeksän kymmenestä jaksosta oli vähintään näin nopeita.',
  },
  p99: {
    en: '99 of 100 episodes were at least this quick.',
    nb: '99 av 100 episoder var minst så raske.',
    sv: '99 av 100 episoder var minst så snabba.',
    da: '99 ud af 100 episoder var mindst så hurtige.',
    fi: '99 jaksoa sadasta oli vähintään näin nopeita.',
  },
  episodes: {
    en: 'From a customer’s first message, or a reopening, until it is resolved. One conversation may hold several.',
    nb: 'Fra kundens første melding, eller en gjenåpning, til det er løst. Én samtale kan romme flere.',
    sv: 'Från kundens första meddelande, eller en återöppning, tills det är löst. Ett samtal kan rymma flera.',
    da: 'Fra kundens første besked, eller en genåbning, til det er løst. Én samtale kan rumme flere.',
    fi: 'Asiakkaan ensimmäisestä viestistä tai uudelleenavauksesta ratkaisuun. Yhdessä keskustelussa voi olla useita.',
  },
  conversations: {
    en: 'Everything with one customer on one channel, counted once in the period.',
    nb: 'Alt med én kunde på én kanal, telt én gang i perioden.',
    sv: 'Allt med en kund i en kanal, räknat en gång under perioden.',
    da: 'Alt med én kunde på én kanal, talt én gang i perioden.',
    fi: 'Kaikki yhden asiakkaan kanssa yhdessä kanavassa, laskettuna kerran valitulta ajalta.',
  },
  solvedByBot: {
    en: 'Episodes that the bot resolved and that were not reopened so far, as a share of all episodes.',
    nb: 'Episoder som boten løste og som hittil ikke er gjenåpnet, som andel av alle episoder.',
    sv: 'Episoder som boten löste och som hittills inte har återöppnats, som andel av alla episoder.',
    da: 'Episoder, som botten løste, og som hidtil ikke er genåbnet, som andel af alle episoder.',
    fi: 'Jaksot, jotka botti ratkaisi ja joita ei ole toistaiseksi avattu uudelleen, osuutena kaikista jaksoista.',
  },
  solvedByAgent: {
    en: 'Episodes that an agent solved.',
    nb: 'Episoder som en medarbeider løste.',
    sv: 'Episoder som en medarbetare löste.',
    da: 'Episoder, som en medarbejder løste.',
    fi: 'Jaksot, jotka asiakaspalvelija ratkaisi.',
  },
  handoffs: {
    en: 'Times that a case was opened for a person.',
    nb: 'Ganger en sak ble åpnet for et menneske.',
    sv: 'Gånger som ett ärende öppnades för en person.',
    da: 'Gange, en sag blev åbnet til et menneske.',
    fi: 'Kuinka monta kertaa avattiin asia ihmiselle.',
  },
  promises: {
    en: 'Cases in which a person replied before the time that the customer was promised, as a share of promises that are due.',
    nb: 'Saker der et menneske svarte før tiden kunden ble lovet, som andel av løfter som er forfalt.',
    sv: 'Ärenden där en person svarade före den tid som kunden fått lovad, som andel av löften som har förfallit.',
    da: 'Sager, hvor et menneske svarede før den tid, kunden blev lovet, som andel af forfaldne løfter.',
    fi: 'Asiat, joissa ihminen vastasi ennen asiakkaalle luvattua aikaa, osuutena erääntyneistä lupauksista.',
  },
  reopened: {
    en: 'Episodes in which the customer wrote again about it within 72 hours. Thanks do not reopen.',
    nb: 'Episoder der kunden skrev igjen om det innen 72 timer. Takk gjenåpner ikke.',
    sv: 'Episoder där kunden skrev igen om det inom 72 timmar. Ett tack öppnar inte på nytt.',
    da: 'Episoder, hvor kunden skrev igen om det inden for 72 timer. Et tak genåbner ikke.',
    fi: 'Jaksot, joissa asiakas kirjoitti asiasta uudelleen 72 tunnin kuluessa. Kiitos ei avaa uudelleen.',
  },
  missed: {
    en: 'Messages that the bot did not understand.',
    nb: 'Meldinger som boten ikke forstod.',
    sv: 'Meddelanden som boten inte förstod.',
    da: 'Beskeder, som botten ikke forstod.',
    fi: 'Viestit, joita botti ei ymmärtänyt.',
  },
  open: {
    en: 'Episodes of the period that are not resolved yet.',
    nb: 'Episoder i perioden som ikke er løst ennå.',
    sv: 'Episoder under perioden som inte är lösta än.',
    da: 'Episoder i perioden, som endnu ikke er løst.',
    fi: 'Valitun ajan jaksot, joita ei ole vielä ratkaistu.',
  },
  ces: {
    en: 'Customer Effort Score on 1–5, where 5 is very easy: answers of 4 and 5 divided by all answers. The range is the 95 % Wilson interval; below 10 answers it is grey.',
    nb: 'Customer Effort Score på 1–5, der 5 er svært enkelt: svar på 4 og 5 delt på alle svar. Spennet er 95 % Wilson-intervall; under 10 svar er det grått.',
    sv: 'Customer Effort Score på 1–5, där 5 är mycket enkelt: svar på 4 och 5 delat med alla svar. Spannet är 95 % Wilson-intervall; under 10 svar är det grått.',
    da: 'Customer Effort Score på 1–5, hvor 5 er meget nemt: svar på 4 og 5 delt med alle svar. Spændet er 95 % Wilson-interval; under 10 svar er det gråt.',
    fi: 'Customer Effort Score asteikolla 1–5, jossa 5 on erittäin helppoa: vastaukset 4 ja 5 jaettuna kaikilla vastauksilla. Väli on 95 %:n Wilsonin väli; alle 10 vastausta näkyy harmaana.',
  },
  waiting: {
    en: 'Cases that no agent has taken yet, at this moment.',
    nb: 'Saker som ingen medarbeider har tatt ennå, akkurat nå.',
    sv: 'Ärenden som ingen medarbetare har tagit än, just nu.',
    da: 'Sager, som ingen medarbejder har taget endnu, lige nu.',
    fi: 'Asiat, joita kukaan asiakaspalvelija ei ole vielä ottanut, juuri nyt.',
  },
}
