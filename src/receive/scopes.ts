// Which routes the keys of programs open: said here once, so that a route is closed to them unless it is named.

import type { Route, Scope } from '../ports/route.ts'

const opened: readonly (readonly [RegExp, Scope])[] = [
  [/^\/api\/stats(\/|$)/, 'stats:read'],
  [/^\/api\/desk\/cases(\/:number)?$/, 'desk:read'],
]

/** The same routes, those that only read named for the scope that opens them; a route's own scope stays. */
export function withScopes(routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => {
    const scope = route.method === 'GET' ? opened.find(([path]) => path.test(route.path))?.[1] : undefined
    return scope === undefined || route.scope !== undefined ? route : { ...route, scope }
  })
}
