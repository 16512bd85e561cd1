// The words of the stats page in all five languages.

import type { ByLanguage } from '../../../model/language.ts'
import { da } from './da.ts'
import { en } from './en.ts'
import { fi } from './fi.ts'
import { nb } from './nb.ts'
import type { StatsWords } from './stats-words.ts'
import { sv } from './sv.ts'

/** The stats page in five languages. */
export const statsWords: ByLanguage<StatsWords> = { en, nb, sv, da, fi }
