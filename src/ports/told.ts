/** What was found by looking at how something is. `note`: it works, and somebody should know. */
export type CheckResult = { state: 'well' | 'note' | 'wrong'; message: string; code?: string; where?: string }
