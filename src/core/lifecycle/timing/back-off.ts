/** Longest pause between two tries, in seconds; an end that is not proved is tried again at least this often, for ever. */
export const longestPause = 60

/** Seconds until the next try after so many that failed. */
export function backOff(tries: number): number {
  return Math.min(longestPause, 2 ** Math.min(tries, 6))
}

/** The same of what people have to make possible first, as by unlocking a conversation: mostly a webhook tells when they have. */
export function refusedBackOff(tries: number): number {
  return Math.min(60 * longestPause, 2 ** Math.min(tries, 12))
}
