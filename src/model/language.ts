// The five languages that nightdesk speaks.

/** ISO 639-1 codes; Nynorsk counts as `nb`. The order is the order in which languages are listed to people. */
export const languages = ['en', 'nb', 'sv', 'da', 'fi'] as const

export type Language = (typeof languages)[number]

/** One value for each language, none left out. */
export type ByLanguage<T> = Readonly<Record<Language, T>>
