// Vercel's Chat SDK with its Slack adapter and state in memory, behind node:http.
import { createServer } from 'node:http'
import { createSlackAdapter } from '@chat-adapter/slack'
import { createMemoryState } from '@chat-adapter/state-memory'
import { Chat } from 'chat'
import { answerTo } from '../questions.ts'
import { tellReady } from '../ready.ts'
import { signingSecret } from '../signature.ts'

const [apiPort] = process.argv.slice(2)
const slack = createSlackAdapter({
  botToken: 'xoxb-x',
  signingSecret,
  apiUrl: `http://127.0.0.1:${apiPort}/api/`,
})
const bot = new Chat({ userName: 'helper', adapters: { slack }, state: createMemoryState(), logger: 'error' })
const answer = async (thread, message) => {
  await thread.post(answerTo(message.text))
}
bot.onDirectMessage(answer)
bot.onNewMention(answer)
await bot.initialize()

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const url = `http://127.0.0.1${request.url}`
  const asked = new Request(url, { method: 'POST', headers: request.headers, body: Buffer.concat(chunks) })
  const answered = await bot.webhooks.slack(asked, { waitUntil: (work) => void work.catch(() => {}) })
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  response.end(Buffer.from(await answered.arrayBuffer()))
})
server.listen(0, '127.0.0.1', () => tellReady(server.address().port))
