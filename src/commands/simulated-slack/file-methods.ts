// The methods files.*: the upload in three steps, and what is known of a file.

import { type ApiMethod, ApiRefusal, needs, roomOf } from './api-method.ts'
import { blocksOf } from './chat-methods.ts'
import { listOf, parseJson, textOf } from './fields.ts'
import { post, shownFile } from './messages.ts'
import { type Fields, findMessage, type StoredFile, type World } from './world.ts'

/** An upload that has begun: its promised length, and its bytes once they came. */
export type Upload = { readonly name: string; readonly length: number; bytes?: Uint8Array }

/** The methods over the uploads that are under way. */
export function fileMethods(uploads: Map<string, Upload>): Record<string, ApiMethod> {
  return {
    'files.getUploadURLExternal': {
      perMinute: 100,
      scopes: needs('files:write'),
      call: (world, args) => begin(world, args, uploads),
    },
    'files.completeUploadExternal': {
      perMinute: 100,
      scopes: needs('files:write'),
      call: (world, args) => complete(world, args, uploads),
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

function complete(world: World, args: Fields, uploads: Map<string, Upload>): Fields {
  const named = typeof args['files'] === 'string' ? parseJson(args['files']) : args['files']
  const wanted = listOf({ named }, 'named')
  if (wanted.length === 0) throw new ApiRefusal('invalid_arguments')
  const ready = wanted.map((one) => {
    const id = textOf(one, 'id')
    const upload = uploads.get(id)
    if (!upload?.bytes) throw new ApiRefusal('file_not_found')
    return { id, name: upload.name, title: textOf(one, 'title') || upload.name, bytes: upload.bytes }
  })
  const roomId = textOf(args, 'channel_id') || textOf(args, 'channels')
  const room = roomId ? roomOf(world, { channel: roomId }) : undefined
  if (room && !room.members.has(world.app.botUser)) throw new ApiRefusal('not_in_channel')
  if (room?.archived) throw new ApiRefusal('is_archived')
  const threadTs = textOf(args, 'thread_ts')
  if (room && threadTs && !findMessage(room, threadTs)) throw new ApiRefusal('invalid_thread_ts')
  for (const { id, ...file } of ready) {
    keepFile(world, { id, ...file, user: world.app.botUser, mimetype: mimetypeOf(file.name) }, room?.id)
    uploads.delete(id)
  }
  if (room)
    post(world, room, {
      ...{
        user: world.app.botUser,
        botId: world.app.botId,
        text: textOf(args, 'initial_comment'),
        subtype: 'file_share',
      },
      ...{ blocks: blocksOf(args), files: ready.map(({ id }) => id), ...(threadTs ? { threadTs } : {}) },
    })
  return { files: ready.map(({ id }) => shownFile(world, id)) }
}

/** Keeps a file and shares it with the room. */
export function keepFile(world: World, file: Omit<StoredFile, 'rooms' | 'createdAt'>, room: string | undefined): void {
  world.files.set(file.id, { ...file, rooms: new Set(room ? [room] : []), createdAt: world.clock.now() })
}

function info(world: World, args: Fields): Fields {
  const id = textOf(args, 'file')
  if (!world.files.has(id)) throw new ApiRefusal('file_not_found')
  return { file: shownFile(world, id), comments: [] }
}

function remove(world: World, args: Fields): Fields {
  const file = world.files.get(textOf(args, 'file'))
  if (!file) throw new ApiRefusal('file_not_found')
  if (file.user !== world.app.botUser) throw new ApiRefusal('cant_delete_file')
  world.files.delete(file.id)
  world.changed()
  return {}
}

const mimetypes: Record<string, string> = {
  txt: 'text/plain',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  json: 'application/json',
}

/** By the name's ending, as the platform guesses. */
export function mimetypeOf(name: string): string {
  return mimetypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'
}
