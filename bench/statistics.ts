export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The nearest-rank percentile. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** Lowest and highest of several runs. */
export function spreadOf(values: readonly number[], show: (value: number) => string): string {
  return `${show(Math.min(...values))} to ${show(Math.max(...values))} over ${values.length} runs`
}
