// What every part of the page knows: the question, how to ask another, the report's words for rows.

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { Cell, Question } from './question.ts'

export type Asking = {
  readonly question: Question
  readonly language: Language
  readonly ask: (question: Question) => void
  /** May open cases on the desk page. */
  readonly isAgent: boolean
}

const Context = createContext<Asking | undefined>(undefined)

export const AskingProvider = Context.Provider

/** Throws where no page stands around the part. */
export function useAsking(): Asking & { readonly open: (cell: Cell) => void } {
  const asking = useContext(Context)
  if (!asking) throw new Error('A part of the stats stands outside the page.')
  return { ...asking, open: (cell) => asking.ask({ ...asking.question, open: cell }) }
}
