// @slack/bolt with its own receiver.
import bolt from '@slack/bolt'
import { answerTo } from '../questions.ts'
import { tellReady } from '../ready.ts'
import { signingSecret } from '../signature.ts'

const [apiPort] = process.argv.slice(2)
const app = new bolt.App({
  token: 'xoxb-x',
  signingSecret,
  logLevel: bolt.LogLevel.ERROR,
  clientOptions: { slackApiUrl: `http://127.0.0.1:${apiPort}/api/` },
})
app.message(async ({ message, say }) => {
  await say({ text: answerTo(message.text) })
})
const server = await app.start({ port: 0, host: '127.0.0.1' })
tellReady(server.address().port)
