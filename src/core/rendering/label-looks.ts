import type { StateLabel } from './labels.ts'

/** What a label of a request's state looks like: `attention` stands out, and what is over does not. GitHub takes 100 characters. */
const looks: Record<StateLabel, { color: string; description: string }> = {
  attention: { color: 'b60205', description: 'Somebody has to look: the first comment says who, and why' },
  pending: { color: 'fbca04', description: 'Waits for a decision, an approval or its requester' },
  active: { color: '0e8a16', description: 'Access is given, and ends by itself' },
  ended: { color: 'bfd4f2', description: 'Over: the access has ended, or never began' },
  denied: { color: 'e99695', description: 'Policy says no; the first comment says why' },
  invalid: { color: 'd4c5f9', description: 'Cannot be read as a request; the first comment says what to mend' },
}

export const stateLabelLooks = Object.entries(looks).map(([state, look]) => ({ name: `daypass:${state}`, ...look }))
