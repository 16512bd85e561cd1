// The browser side as files: pages, widget and assets, with the headers that keep strangers' code out.

import { join } from 'node:path'
import express, { type Express, type Response } from 'express'
import helmet from 'helmet'

/** Address -> file in the built folder. */
export const pageFiles: Readonly<Record<string, string>> = {
  '/': 'shop/index.html',
  '/desk': 'desk/index.html',
  '/stats': 'stats/index.html',
  '/workbench': 'workbench/index.html',
  '/wall': 'wall/index.html',
  '/sign-in': 'sign-in/index.html',
}

/** Loaded by shops' own pages, so they may be used from anywhere. */
const widgetFile = /^\/widget[\w.-]*\.(?:js|css)$/

/** Security headers on every answer of Express. `secure`: the public address is https. */
export function mountSecurityHeaders(app: Express, secure: boolean): void {
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          // blob: what was fetched with a key, such as customers' pictures.
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'self'"],
          requireTrustedTypesFor: ["'script'"],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
    }),
  )
  app.use((_request, response, next) => {
    response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()')
    next()
  })
}

/** Serves the built pages. */
export function mountPages(app: Express, folder: string): void {
  for (const [path, file] of Object.entries(pageFiles)) {
    app.get(path, (_request, response, next) => {
      response.setHeader('cache-control', 'no-cache')
      response.sendFile(file, { root: folder, cacheControl: false }, (fault) => {
        if (fault && !response.headersSent && !response.destroyed) next(fault)
      })
    })
  }
  app.use(
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (response: Response, file) => setFileHeaders(response, file, folder),
    }),
  )
}

function setFileHeaders(response: Response, file: string, folder: string): void {
  const asset = file.startsWith(join(folder, 'assets'))
  const widget = widgetFile.test(`/${file.slice(folder.length + 1)}`)
  // Assets carry a hash of their content in the name, the widget's panel in `?v=`; all else is asked for anew.
  const hashed = asset || (widget && 'v' in response.req.query)
  response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  const picture = file.startsWith(join(folder, 'pictures'))
  if (!asset && !widget && !picture) return
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
}
