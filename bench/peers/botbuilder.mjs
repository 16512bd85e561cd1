// Microsoft's Bot Framework with state in memory, behind Express as its samples have it.
import botbuilder from 'botbuilder'
import express from 'express'
import { answerTo } from '../questions.ts'
import { tellReady } from '../ready.ts'

const adapter = new botbuilder.CloudAdapter(new botbuilder.ConfigurationBotFrameworkAuthentication({}))
adapter.onTurnError = async (_context, error) => void process.stderr.write(`${error.stack}\n`)
const storage = new botbuilder.MemoryStorage()
const conversationState = new botbuilder.ConversationState(storage)
const userState = new botbuilder.UserState(storage)
const count = conversationState.createProperty('count')

const bot = new botbuilder.ActivityHandler()
bot.onMessage(async (context, next) => {
  const seen = await count.get(context, { n: 0 })
  seen.n += 1
  await context.sendActivity(answerTo(context.activity.text))
  await conversationState.saveChanges(context)
  await userState.saveChanges(context)
  await next()
})

const app = express()
app.use(express.json())
app.post('/api/messages', (request, response) => adapter.process(request, response, (context) => bot.run(context)))
const server = app.listen(0, '127.0.0.1', () => tellReady(server.address().port))
