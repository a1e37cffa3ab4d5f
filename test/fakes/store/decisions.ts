import { isTerminal, type RequestState } from '../../../src/core/record.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import type { DecisionArchive, KeptDecision } from '../../../src/ports/decision-archive.ts'
import { pseudonymiserOf } from '../../../src/store/trail/pseudonym-keys.ts'
import { keyOf } from './database/claiming.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'
import type { DecisionRow } from './database/tables.ts'

/** Within somebody's transaction. */
export function decisionArchive({ decisions, policies, requests, people }: MemoryTables): DecisionArchive {
  return {
    decisions: async (key) => decisions.where((row) => formatKey(row) === formatKey(key)).map(keptDecision),
    decisionsBefore: async (id = Number.POSITIVE_INFINITY, limit, repository) =>
      decisions
        .where((row) => row.id < id && row.repository === (repository ?? row.repository))
        .sort((a, b) => b.id - a.id)
        .slice(0, limit)
        .map(keptDecision),
    async policyTexts(digest) {
      const row = policies.get(digest)
      return row && JSON.parse(row.files)
    },
    async keyedInput(key, digest) {
      const { installation = 0, requester = null } = requests.get(formatKey(key)) ?? {}
      const name = `${installation} ${requester}`
      const secret = people.get(name)?.key
      if (secret === undefined || requester === null) return undefined
      const hidden = pseudonymiserOf(new Map([[name, secret]]), installation, requester)
      return { requester: hidden.person(requester), input: hidden.input(digest) }
    },
  }
}

function keptDecision({ id, input, decision, at, why, policy, receipt, ...row }: DecisionRow): KeptDecision {
  const documents = { input: JSON.parse(input), decision: JSON.parse(decision) }
  return { id, key: keyOf(row), ...documents, at, why, policy, receipt: receipt === null ? null : JSON.parse(receipt) }
}

/** Forgets decisions of before then, but for those of requests that live, and the texts that no other needs. */
export function createForgetDecisions({ tables, transaction }: StoreParts): (before: Date) => Promise<number> {
  const { decisions, policies, requests } = tables
  const lives = (row: DecisionRow): boolean => {
    const request = requests.get(formatKey(row))
    return request !== undefined && !isTerminal(request.state as RequestState)
  }
  return (before) =>
    transaction(() => {
      const gone = decisions.where((row) => row.at !== null && row.at < before && !lives(row))
      for (const row of gone) decisions.delete(row)
      const named = new Set(decisions.rows().map(({ policy }) => policy))
      for (const row of policies.where(({ digest, first_at }) => first_at < before && !named.has(digest)))
        policies.delete(row)
      return gone.length
    })
}
