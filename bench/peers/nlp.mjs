// nlp.js as its guide sets it up, less what is no part of recognising: saving, logging, entities, sentiment.
import { containerBootstrap } from '@nlpjs/core'
import { LangDa } from '@nlpjs/lang-da'
import { LangEn } from '@nlpjs/lang-en'
import { LangFi } from '@nlpjs/lang-fi'
import { LangNo } from '@nlpjs/lang-no'
import { LangSv } from '@nlpjs/lang-sv'
import { Nlp } from '@nlpjs/nlp'
import { recogniseEach } from '../recognise-each.ts'

const nothing = 'None'
const plugins = { en: LangEn, nb: LangNo, sv: LangSv, da: LangDa, fi: LangFi }
const codeOf = (language) => (language === 'nb' ? 'no' : language)

await recogniseEach(async (lines) => {
  const served = [...new Set(lines.map(({ language }) => language))]
  const container = await containerBootstrap()
  for (const language of served) container.use(plugins[language])
  const nlp = new Nlp({ container, autoSave: false, autoLoad: false, nlu: { log: false } })
  for (const language of served) nlp.addLanguage(codeOf(language))
  for (const { text, intent, language } of lines) nlp.addDocument(codeOf(language), text, intent || nothing)
  await nlp.train()
  return async (text, language) => {
    const { classifications } = await nlp.classify(codeOf(language), text)
    const best = classifications.find(({ intent }) => intent !== nothing)
    return { intent: best?.intent, score: best?.score ?? 0 }
  }
})
