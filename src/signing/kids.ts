import { type PublicKey, type Purpose, purposes } from '../ports/signer.ts'

/** Which keys are kept for each purpose, by `kid`, as the signer assigns them: the first signs. */
export function kidsByPurpose(keys: readonly PublicKey[]): Record<Purpose, string[]> {
  const shared = keys.filter(({ daypass }) => daypass === undefined)
  const kids = (purpose: Purpose): string[] => {
    const own = keys.filter(({ daypass }) => daypass === purpose)
    return (own.length > 0 ? own : shared).map(({ kid }) => kid)
  }
  return Object.fromEntries(purposes.map((purpose) => [purpose, kids(purpose)])) as Record<Purpose, string[]>
}
