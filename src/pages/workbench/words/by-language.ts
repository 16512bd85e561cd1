// The words of the workbench in all five languages.

import type { ByLanguage } from '../../../model/language.ts'
import { da } from './da.ts'
import { en } from './en.ts'
import { fi } from './fi.ts'
import { nb } from './nb.ts'
import { sv } from './sv.ts'
import type { WorkbenchWords } from './workbench-words.ts'

/** The workbench in five languages. */
export const workbenchWords: ByLanguage<WorkbenchWords> = { en, nb, sv, da, fi }
