// The methods files.*: the upload in three steps, and what is known of a file.

import { type ApiMethod, ApiRefusal, needs, roomOf } from './api-method.ts'
import { blocksOf } from './chat-methods.ts'
import type { FaultState } from './faults.ts'
import { listOf, parseJson, textOf } from './fields.ts'
import { loseFile, post, shownFile } from './messages.ts'
import { type Fields, findMessage, type Room, type StoredFile, type World } from './world.ts'

/** An upload that has begun: its promised length, and its bytes once they came. */
export type Upload = { readonly name: string; readonly length: number; bytes?: Uint8Array }

/** The methods over the uploads that are under way. */
export function fileMethods(uploads: Map<string, Upload>, state: FaultState): Record<string, ApiMethod> {
  return {
    'files.getUploadURLExternal': {
      perMinute: 100,
      scopes: needs('files:write'),
      call: (world, args) => begin(world, args, uploads),
    },
    'files.completeUploadExternal': {
      perMinute: 100,
      scopes: needs('files:write'),
      call: (world, args) => complete(world, args, uploads, state),
    },
    'files.info': { perMinute: 100, scopes: needs('files:read'), call: info },
    'files.delete': { perMinute: 50, scopes: needs('files:write'), call: remove },
  }
}

function begin(world: World, args: Fields, uploads: Map<string, Upload>): Fields {
  const name = textOf(args, 'filename')
  const length = Number(textOf(args, 'length'))
  if (!name || !Number.isInteger(length) || length <= 0) throw new ApiRefusal('invalid_arguments')
  if (length > 1024 ** 3) throw new ApiRefusal('file_upload_size_restricted')
  const id = world.nextId('F')
  uploads.set(id, { name, length })
  return { upload_url: `${world.address}/upload/v1/${id}`, file_id: id }
}

/** The files become known at once; where they are shown, the platform says only later. */
function complete(world: World, args: Fields, uploads: Map<string, Upload>, state: FaultState): Fields {
  const named = typeof args['files'] === 'string' ? parseJson(args['files']) : args['files']
  const wanted = listOf({ named }, 'named')
  if (wanted.length === 0) throw new ApiRefusal('invalid_arguments')
  const ready = wanted.map((one) => {
    const id = textOf(one, 'id')
    const upload = uploads.get(id)
    if (!upload?.bytes) throw new ApiRefusal('file_not_found')
    return { id, name: upload.name, title: textOf(one, 'title') || upload.name, bytes: upload.bytes }
  })
  const room = sharedRoom(world, args)
  const threadTs = textOf(args, 'thread_ts')
  const comment = textOf(args, 'initial_comment')
  const message = {
    ...{ user: world.app.botUser, botId: world.app.botId, subtype: 'file_share', text: comment },
    // A comment takes the place of blocks.
    ...{ blocks: comment ? [] : blocksOf(args), files: ready.map(({ id }) => id), ...(threadTs ? { threadTs } : {}) },
  }
  for (const { id, ...file } of ready) {
    keepFile(world, { id, ...file, user: world.app.botUser, mimetype: mimetypeOf(file.name) })
    uploads.delete(id)
  }
  const answer = { files: ready.map(({ id }) => shownFile(world, id)) }
  const lateMs = room ? state.shownAfterMs() : undefined
  if (room && lateMs === 0) post(world, room, message)
  else if (room && lateMs !== undefined) world.clock.after(lateMs, () => void post(world, room, message))
  return answer
}

/** Where an upload shall be shown; undefined: nowhere. */
function sharedRoom(world: World, args: Fields): Room | undefined {
  const roomId = textOf(args, 'channel_id') || textOf(args, 'channels')
  if (!roomId) return undefined
  const room = roomOf(world, { channel: roomId })
  if (!room.members.has(world.app.botUser)) throw new ApiRefusal('not_in_channel')
  if (room.archived) throw new ApiRefusal('is_archived')
  const threadTs = textOf(args, 'thread_ts')
  if (threadTs && !findMessage(room, threadTs)) throw new ApiRefusal('invalid_thread_ts')
  return room
}

/** Keeps a file, which nothing shows yet. */
export function keepFile(world: World, file: Omit<StoredFile, 'shares' | 'createdAt'>): void {
  world.files.set(file.id, { ...file, shares: [], createdAt: world.clock.now() })
}

/** Whether the app may know of a file: its own, and what stands in a room that it is in. */
export function isOpenToApp({ app, rooms }: World, { user, shares }: StoredFile): boolean {
  return user === app.botUser || shares.some(({ room }) => rooms.get(room)?.members.has(app.botUser))
}

function info(world: World, args: Fields): Fields {
  const file = world.files.get(textOf(args, 'file'))
  if (!file || !isOpenToApp(world, file)) throw new ApiRefusal('file_not_found')
  if (file.guise === 'tombstone') throw new ApiRefusal('file_deleted')
  return { file: shownFile(world, file.id, 'in full'), comments: [] }
}

function remove(world: World, args: Fields): Fields {
  const file = world.files.get(textOf(args, 'file'))
  if (!file) throw new ApiRefusal('file_not_found')
  if (file.guise === 'tombstone') throw new ApiRefusal('file_deleted')
  if (file.user !== world.app.botUser) throw new ApiRefusal('cant_delete_file')
  loseFile(world, file)
  return {}
}

const mimetypes: Record<string, string> = {
  txt: 'text/plain',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  mp4: 'video/mp4',
  csv: 'text/csv',
  json: 'application/json',
}

/** By the name's ending, as the platform guesses. */
export function mimetypeOf(name: string): string {
  return mimetypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'
}
