import type { PolicyEngine } from '../../ports/policy-engine.ts'
import type { RequestStore } from '../../ports/request-store.ts'
import type { Metrics } from './metrics.ts'

/** Counts what is decided; a decision that could not be made counts as undecided. */
export function countDecisions(engine: PolicyEngine, metrics: Metrics): PolicyEngine {
  return {
    ...engine,
    decide: async (policy, input) => {
      try {
        const output = await engine.decide(policy, input)
        metrics.decided(output.outcome)
        return output
      } catch (error) {
        metrics.decided('undecided')
        throw error
      }
    },
  }
}

/** Measures how late ends took effect, as they are stored. */
export function measureEnds(requests: RequestStore, metrics: Metrics): RequestStore {
  return {
    ...requests,
    save: async (claim, change) => {
      const saved = await requests.save(claim, change)
      for (const { kind, facts } of change.events ?? []) {
        if (kind === 'ended' && typeof facts.lateness_ms === 'number')
          metrics.endedLate(saved.record.grant?.connector ?? 'none', facts.lateness_ms / 1000)
      }
      return saved
    },
  }
}
