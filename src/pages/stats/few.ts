// When a figure stands on too little to be read as more than a hint.

/** Below this many it is shown grey. */
export const enough = 10

/** `n`: how many episodes, answers or promises a figure is made of. */
export function isFew(n: number): boolean {
  return n < enough
}
