/** Which SSH keys stood on people's accounts, and since when Daypass has seen them there: not every GitHub tells when they were added. */
export interface SeenKeys {
  /**
   * Takes note of all the keys that are on the person's account now, by fingerprint, and forgets whichever is not: one that comes back is
   * new. Answers since when each has been seen; for one that is new, `at`, which is no earlier than GitHub's answer. Throws
   * STORE_UNAVAILABLE.
   */
  noted(person: number, fingerprints: readonly string[], at: Date): Promise<Map<string, Date>>
}
