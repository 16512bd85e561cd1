// The desk's words in all five languages.

import type { ByLanguage } from '../../../model/language.ts'
import { da } from './da.ts'
import type { DeskWords } from './desk-words.ts'
import { en } from './en.ts'
import { fi } from './fi.ts'
import { nb } from './nb.ts'
import { sv } from './sv.ts'

/** The desk in five languages. */
export const deskWords: ByLanguage<DeskWords> = { en, nb, sv, da, fi }
