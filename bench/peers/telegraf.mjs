// telegraf behind its own webhook callback on node:http.
import { createServer } from 'node:http'
import { Telegraf } from 'telegraf'
import { answerTo } from '../questions.ts'
import { tellReady } from '../ready.ts'
import { signingSecret } from '../signature.ts'

const [apiPort] = process.argv.slice(2)
const bot = new Telegraf('1:TOKEN', { telegram: { apiRoot: `http://127.0.0.1:${apiPort}`, webhookReply: false } })
bot.botInfo = { id: 1, is_bot: true, first_name: 'b', username: 'b' }
bot.on('text', (context) => context.reply(answerTo(context.message.text)))
const server = createServer(bot.webhookCallback('/tg', { secretToken: signingSecret }))
server.listen(0, '127.0.0.1', () => tellReady(server.address().port))
