// How figures are shown.

export function milliseconds(ms: number): string {
  return `${ms < 1 ? ms.toFixed(3) : ms.toFixed(ms < 10 ? 2 : 1)} ms`
}

/** Takes milliseconds. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

export function perSecond(rate: number): string {
  return `${Math.round(rate)}/s`
}
