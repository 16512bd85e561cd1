// One file to the server, with its progress: fetch tells nothing while it sends.

import type { Attachment } from '../../../src/model/attachment.ts'
import { AnswerError } from './answer-error.ts'

/** Rejects with AnswerError, or Error when there is no answer or the upload was ended. */
export function uploadFile(
  base: string,
  token: string,
  file: File,
  progress: (share: number) => void,
  gone: AbortSignal,
): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${base}/chat/files?name=${encodeURIComponent(file.name.slice(-200))}`)
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total)
    request.onload = () =>
      request.status === 201 ? resolve(request.response) : reject(new AnswerError(request.status, undefined))
    request.onerror = () => reject(new Error('The file did not arrive.'))
    request.onabort = request.onerror
    gone.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
