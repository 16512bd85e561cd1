// Files on the page: what they are called, how large they are, and pictures as such.

import { escapeHtml } from './page-text.ts'
import type { Message, StoredFile, World } from './world.ts'

/** Kinds that a browser shows without running anything. */
const pictures: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

export function filesHtml(world: World, { files }: Message): string {
  return files.map((id) => fileHtml(world.files.get(id))).join('')
}

function fileHtml(file: StoredFile | undefined): string {
  if (!file || file.guise === 'tombstone') return '<p class="file">📎 This file was deleted.</p>'
  const name = escapeHtml(file.name)
  const shown = isPicture(file) ? `<img src="picture?file=${file.id}" alt="${name}">` : ''
  return `<p class="file">${shown}📎 ${name} <small>${sizeText(file.bytes.length)}</small></p>`
}

/** A file that is shown as a picture; undefined: there is none of that id. */
export function pictureOf(world: World, id: string): StoredFile | undefined {
  const file = world.files.get(id)
  return file && isPicture(file) && file.guise !== 'tombstone' ? file : undefined
}

function isPicture({ mimetype }: StoredFile): boolean {
  return pictures.includes(mimetype)
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
