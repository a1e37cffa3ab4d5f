export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The nearest-rank percentile; NaN of nothing, which meets no goal. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN
}
