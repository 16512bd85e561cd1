// The words of our own benchmark in all five languages.

import type { ByLanguage } from '../../../model/language.ts'
import { da } from './da.ts'
import { en } from './en.ts'
import { fi } from './fi.ts'
import type { MarkWords } from './mark-words.ts'
import { nb } from './nb.ts'
import { sv } from './sv.ts'

/** Our own benchmark in five languages. */
export const markWords: ByLanguage<MarkWords> = { en, nb, sv, da, fi }
