// Calls Slack through its own client, without retries of that client's, and says in our codes what went wrong.

import type { Logger, WebAPICallResult, WebClientOptions } from '@slack/web-api'
import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import { ChannelError, type ChannelErrorCode } from '../../src/ports/channel.ts'

/** No answer by then counts as none. */
const callWithinMs = 10_000
/** Where Slack does not say how long it wants to be left alone. */
const standardWaitMs = 30_000

/** Slack's packages log what they send and get, a customer's words among it: nothing of theirs goes into our log. */
export const silence: Logger = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => LogLevel.ERROR,
}

/** How Slack's clients are told to behave: one try, and every refusal thrown. */
export function clientOptions(apiUrl: string, fetch?: WebClientOptions['fetch']): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callWithinMs,
    logger: silence,
    ...(fetch ? { fetch } : {}),
  }
}

export function slackClient(token: string, apiUrl: string, fetch?: WebClientOptions['fetch']): WebClient {
  return new WebClient(token, clientOptions(apiUrl, fetch))
}

/** Carries out a call; what it throws is a ChannelError whose `cause` is Slack's own fixed word, where it said one. */
export async function asked<T extends WebAPICallResult>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    // The client's errors can carry what was sent, a customer's words among it: they go no further than here.
    throw translated(error)
  }
}

/** As `asked`, for what must not be done twice: where it may have gone before the connection was lost, it is `doubtful`. */
export async function handedOver<T extends WebAPICallResult>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof WebAPIRequestError) || hasNeverConnected(error.original)) throw translated(error)
    throw new ChannelError('doubtful', 'The connection to Slack ended before its answer came.')
  }
}

/** With these the connection never stood, so that nothing was handed over. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** fetch says why in what caused its error. */
function hasNeverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return neverConnected.has(code) || code === 'UND_ERR_CONNECT_TIMEOUT' || hasNeverConnected(error.cause)
}

/** Slack's fixed word for what went wrong; undefined where it said none. */
export function slackWord(error: unknown): string | undefined {
  return error instanceof ChannelError && typeof error.cause === 'string' ? error.cause : undefined
}

/**
 * Our codes for Slack's words. A room that is not there, is closed or that we are not in is `unreachable`: people mend
 * that, and then what should stand there must come.
 */
const codes: Readonly<Record<string, ChannelErrorCode>> = {
  channel_not_found: 'unreachable',
  not_in_channel: 'unreachable',
  is_archived: 'unreachable',
  invalid_auth: 'unauthorized',
  not_authed: 'unauthorized',
  token_revoked: 'unauthorized',
  token_expired: 'unauthorized',
  account_inactive: 'unauthorized',
  missing_scope: 'unauthorized',
  not_allowed_token_type: 'unauthorized',
  team_access_not_granted: 'unauthorized',
  ratelimited: 'rate-limited',
  rate_limited: 'rate-limited',
  msg_too_long: 'too-large',
  msg_blocks_too_long: 'too-large',
  metadata_too_large: 'too-large',
  invalid_blocks: 'malformed',
  invalid_blocks_format: 'malformed',
  invalid_metadata_format: 'malformed',
  invalid_arguments: 'malformed',
  no_text: 'malformed',
  internal_error: 'unreachable',
  fatal_error: 'unreachable',
  service_unavailable: 'unreachable',
  request_timeout: 'unreachable',
  thread_not_found: 'gone',
  invalid_thread_ts: 'gone',
  message_not_found: 'gone',
  user_not_found: 'gone',
  users_not_found: 'gone',
  file_not_found: 'gone',
  file_deleted: 'gone',
  access_denied: 'gone',
  file_upload_size_restricted: 'too-large',
}

function translated(error: unknown): ChannelError {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter * 1000)
  if (error instanceof WebAPIPlatformError) return refusal(error.data)
  if (error instanceof WebAPIHTTPError)
    return new ChannelError('unreachable', `Slack is in trouble (${error.statusCode}); it is tried again.`)
  return new ChannelError('unreachable', 'Slack cannot be reached; it is tried again.')
}

export function limited(retryAfterMs: number): ChannelError {
  return new ChannelError('rate-limited', 'Slack asks to be left alone for a while.', { retryAfterMs })
}

function refusal({ error: word, needed }: { readonly error: string; readonly needed?: unknown }): ChannelError {
  const code = codes[word] ?? 'refused'
  if (code === 'rate-limited') return limited(standardWaitMs)
  return new ChannelError(code, sentenceFor(word, code, needed), { cause: word })
}

function sentenceFor(word: string, code: ChannelErrorCode, needed: unknown): string {
  if (word === 'missing_scope')
    return `The Slack app lacks the right ${String(needed)}: paste the manifest anew ("slack manifest" prints it) and install the app again.`
  if (code === 'unauthorized')
    return `Slack does not take the bot's token (${word}): copy it anew into NIGHTDESK_SLACK_BOT_TOKEN. docs/slack.md shows where it stands.`
  if (word === 'channel_not_found' || word === 'not_in_channel' || word === 'is_archived')
    return `A room cannot be written in (${word}): see that it exists, is open, and that the bot was invited to it.`
  return `Slack refuses: ${word}.`
}
