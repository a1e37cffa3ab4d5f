import { DaypassError } from '../../core/error.ts'
import type { GovernanceStore } from '../../ports/governance-store.ts'
import type { Releasing } from '../../ports/releasing.ts'

/** The shortest beginning of a digest that names one. */
const shortest = 7

export function createReleasing(governances: Pick<GovernanceStore, 'all' | 'letIn'>): Releasing {
  return {
    list: () => governances.all(),
    async release(digest) {
      const held = (await governances.all()).filter(({ governance: { newest } }) => newest?.digest.startsWith(digest))
      const [one] = held
      const whole = one?.governance.newest
      if (digest.length < shortest || held.length !== 1 || !one || !whole) throw unknown(digest)
      if (whole.state === 'broken') {
        const message = `What has the digest ${digest} cannot be used: ${whole.why.join('; ')}. Nobody can let it in; it has to be mended.`
        throw new DaypassError('GOVERNANCE_BROKEN', message)
      }
      await governances.letIn(one.repository, whole.digest)
      return one
    },
  }
}

function unknown(digest: string): DaypassError {
  const message = `Nothing is held that has the digest ${digest}. \`daypass policy release\` without one lists what is; name at least ${shortest} of its digits.`
  return new DaypassError('GOVERNANCE_UNKNOWN', message)
}
