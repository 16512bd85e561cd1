// How sure a share is: one formula for the server, which reckons it, and the page, which reckons it of what it scales.

/** The normal distribution's 97.5 % point: 95 % lie within. */
export const z = 1.959963984540054

/**
 * Bounds of the share behind `hits` of `n`, in percent; n must not be 0, and neither need be whole. The Wilson score
 * interval at 95 % (E. B. Wilson, 1927).
 */
export function wilson(hits: number, n: number): { readonly low: number; readonly high: number } {
  const share = hits / n
  const centre = share + (z * z) / (2 * n)
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 100 / (1 + (z * z) / n)
  return { low: Math.max(0, (centre - spread) * scale), high: Math.min(100, (centre + spread) * scale) }
}
