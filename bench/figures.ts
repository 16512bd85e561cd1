// Medians, percentiles and rounding.

/** The middle of the values; NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The value that so many per cent of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** To so many significant digits. */
export function round(value: number, digits = 3): number {
  return Number(value.toPrecision(digits))
}

/** p50, p90, p99 in ms. */
export function percentiles(values: readonly number[]) {
  return {
    p50Ms: round(percentile(values, 50)),
    p90Ms: round(percentile(values, 90)),
    p99Ms: round(percentile(values, 99)),
  }
}

/** Smallest to largest, to show the noise. */
export function spread(values: readonly number[]): string {
  return `${round(Math.min(...values))} to ${round(Math.max(...values))}`
}
