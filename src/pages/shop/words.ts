// The demo shop's words in five languages.

import type { ByLanguage } from '../../model/language.ts'

export type ProductName = 'jumper' | 'jacket' | 'base-layer' | 'beanie' | 'socks' | 'blanket'

export type ShopWords = {
  readonly title: string
  readonly headline: string
  readonly lead: string
  readonly languages: string
  readonly promises: readonly (readonly [string, string])[]
  readonly goods: string
  readonly products: Readonly<Record<ProductName, readonly [name: string, about: string]>>
  readonly demo: string
  readonly inside: string
}

export const words: ByLanguage<ShopWords> = {
  en: {
    title: 'Villvind: wool and outdoor clothing',
    headline: 'Wool for wild weather',
    lead: 'Warm clothes from Norwegian wool, made to be worn for many winters and mended when they need it.',
    languages: 'Language',
    promises: [
      ['60 days to send it back', 'Unused and with its tags'],
      ['Free delivery from NOK 999', 'In Norway in 2–4 business days'],
      ['Two years of free repair', 'Holes, seams and zips'],
    ],
    goods: 'Made for this winter',
    products: {
      jumper: ['Fjord jumper', 'Thick Norwegian wool, soft on the inside'],
      jacket: ['Kyst shell jacket', 'Keeps the sea out, lets the steam through'],
      'base-layer': ['Tind base layer set', 'Thin merino, top and tights'],
      beanie: ['Fjell beanie', 'Double-knitted, with a bobble'],
      socks: ['Skog socks, 3-pack', 'Terry-knitted wool for boots'],
      blanket: ['Nordlys blanket', 'For the sofa, the boat and the cabin'],
    },
    demo: 'Villvind is an invented shop. Try the chat in the corner, for example with order number 10430.',
    inside: 'For those who work here',
  },
  nb: {
    title: 'Villvind: ull og turklær',
    headline: 'Ull for vilt vær',
    lead: 'Varme klær av norsk ull, laget for mange vintre og for å repareres når det trengs.',
    languages: 'Språk',
    promises: [
      ['60 dagers åpent kjøp', 'Ubrukt og med merkelappene på'],
      ['Fri frakt fra 999 kr', 'I Norge på 2–4 virkedager'],
      ['To års gratis reparasjon', 'Hull, sømmer og glidelåser'],
    ],
    goods: 'Laget for vinteren',
    products: {
      jumper: ['Fjord ullgenser', 'Tykk norsk ull, myk på innsiden'],
      jacket: ['Kyst skalljakke', 'Holder sjøen ute og slipper dampen ut'],
      'base-layer': ['Tind ullundertøy', 'Tynn merinoull, overdel og bukse'],
      beanie: ['Fjell lue', 'Dobbeltstrikket, med dusk'],
      socks: ['Skog ullsokker, 3 par', 'Frottéstrikket ull til støvlene'],
      blanket: ['Nordlys pledd', 'Til sofaen, båten og hytta'],
    },
    demo: 'Villvind er en oppdiktet butikk. Prøv chatten i hjørnet, for eksempel med bestillingsnummer 10430.',
    inside: 'For dem som jobber her',
  },
  sv: {
    title: 'Villvind: ull och friluftskläder',
    headline: 'Ull för vilt väder',
    lead: 'Varma kläder av norsk ull, gjorda för många vintrar och för att lagas när det behövs.',
    languages: 'Språk',
    promises: [
      ['60 dagars öppet köp', 'Oanvänt och med etiketterna kvar'],
      ['Fri frakt från 999 NOK', 'Till Sverige på 3–5 vardagar'],
      ['Två års gratis lagning', 'Hål, sömmar och dragkedjor'],
    ],
    goods: 'Gjort för vintern',
    products: {
      jumper: ['Fjord ulltröja', 'Tjock norsk ull, mjuk på insidan'],
      jacket: ['Kyst skaljacka', 'Håller havet ute och släpper ut ångan'],
      'base-layer': ['Tind underställ', 'Tunn merinoull, tröja och byxor'],
      beanie: ['Fjell mössa', 'Dubbelstickad, med tofs'],
      socks: ['Skog ullsockor, 3-pack', 'Frottéstickad ull för kängorna'],
      blanket: ['Nordlys filt', 'För soffan, båten och stugan'],
    },
    demo: 'Villvind är en påhittad butik. Prova chatten i hörnet, till exempel med ordernummer 10430.',
    inside: 'För dem som arbetar här',
  },
  da: {
    title: 'Villvind: uld og friluftstøj',
    headline: 'Uld til vildt vejr',
    lead: 'Varmt tøj af norsk uld, lavet til mange vintre og til at blive repareret, når der er brug for det.',
    languages: 'Sprog',
    promises: [
      ['60 dages returret', 'Ubrugt og med mærkerne på'],
      ['Gratis fragt fra 999 NOK', 'Til Danmark på 3-5 hverdage'],
      ['To års gratis reparation', 'Huller, sømme og lynlåse'],
    ],
    goods: 'Lavet til vinteren',
    products: {
      jumper: ['Fjord uldsweater', 'Tyk norsk uld, blød på indersiden'],
      jacket: ['Kyst skaljakke', 'Holder havet ude og lukker dampen ud'],
      'base-layer': ['Tind skiundertøj', 'Tynd merinould, trøje og bukser'],
      beanie: ['Fjell hue', 'Dobbeltstrikket, med kvast'],
      socks: ['Skog uldsokker, 3 par', 'Frottéstrikket uld til støvlerne'],
      blanket: ['Nordlys plaid', 'Til sofaen, båden og sommerhuset'],
    },
    demo: 'Villvind er en opdigtet butik. Prøv chatten i hjørnet, for eksempel med ordrenummer 10430.',
    inside: 'For dem, der arbejder her',
  },
  fi: {
    title: 'Villvind: villaa ja ulkoiluvaatteita',
    headline: 'Villaa villiin säähän',
    lead: 'Lämpimiä vaatteita norjalaisesta villasta. Ne kestävät monta talvea, ja tarvittaessa ne korjataan.',
    languages: 'Kieli',
    promises: [
      ['60 päivän palautusoikeus', 'Käyttämättömänä ja laput paikallaan'],
      ['Ilmainen toimitus alkaen 999 NOK', 'Suomeen 4–6 arkipäivässä'],
      ['Kahden vuoden ilmainen korjaus', 'Reiät, saumat ja vetoketjut'],
    ],
    goods: 'Tehty tähän talveen',
    products: {
      jumper: ['Fjord-villapaita', 'Paksua norjalaista villaa, sisältä pehmeä'],
      jacket: ['Kyst-kuoritakki', 'Pitää meren ulkona ja päästää höyryn läpi'],
      'base-layer': ['Tind-kerrasto', 'Ohutta merinovillaa, paita ja housut'],
      beanie: ['Fjell-pipo', 'Kaksinkertaista neulosta, tupsulla'],
      socks: ['Skog-villasukat, 3 paria', 'Froteeneulottua villaa saappaisiin'],
      blanket: ['Nordlys-huopa', 'Sohvalle, veneeseen ja mökille'],
    },
    demo: 'Villvind on keksitty kauppa. Kokeile nurkan chattia esimerkiksi tilausnumerolla 10430.',
    inside: 'Täällä työskenteleville',
  },
}
