// Keeps what a page complains about: script errors, broken policies, failed files, requests to anybody else.

import type { Page } from 'playwright-core'

declare global {
  /** What the page's own policy refused; each page calls it, the test hears it. */
  var policyBroken: (what: string) => void
}

/** Adds every fault of the page, from now on, to the list. */
export async function watch(page: Page, faults: string[]): Promise<void> {
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    // A refused sign-in and a lost network are answered on the page; the browser also logs them.
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text()))
      faults.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`)
  })
  page.on('request', (request) => {
    if (!isOurs(request.url())) faults.push(`asked a stranger: ${request.url()}`)
  })
  await page.exposeFunction('policyBroken', (what: string) => faults.push(`policy: ${what}`))
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      globalThis.policyBroken(`${effectiveDirective} ${blockedURI} ${sample}`),
    ),
  )
}

/** Everything runs on this machine; any other host is a stranger. */
function isOurs(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return !/^(http|ws)s?:$/.test(protocol) || hostname === 'localhost' || hostname === '127.0.0.1'
}
