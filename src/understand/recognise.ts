// Recognises one text: by its words and its dense vector together where there is one, else by the words alone.

import type { Language } from '../model/language.ts'
import type { UnderstandingContext } from '../model/understanding.ts'
import { type Classified, type Classifier, classify, denseFor } from './classify.ts'
import { clipLength } from './text.ts'

/** What was learnt from the words, and from words and dense vectors together where vectors were to be had. */
export type Classifiers = { readonly classifier: Classifier; readonly dense?: Classifier }

/** Recognises any text of one message in the message's language. */
export type Recognise = (text: string, most?: number) => Classified

/** The text under which a vector is looked up. */
export const vectorKey = (text: string): string => text.slice(0, clipLength).trim()

export const recogniser =
  ({ classifier, dense }: Classifiers, language: Language, vectors: UnderstandingContext['vectors']): Recognise =>
  (text, most) => {
    const vector = dense && denseFor(dense, language, vectors?.get(vectorKey(text)))
    return dense && vector ? classify(dense, text, language, most, vector) : classify(classifier, text, language, most)
  }
