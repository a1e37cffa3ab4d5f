import type { GovernanceRecord } from '../governance/governance-record.ts'
import type { Lockdown } from '../lockdown-scope.ts'
import type { NewEvent } from '../trail/entry.ts'
import type { Alert } from './alert.ts'

/** What has to be told where other files came into force, or did not. `record`: as it is then. */
export function governanceAlert({ inForce }: GovernanceRecord, { facts, at }: NewEvent): Alert | undefined {
  const digest = String(facts.to)
  const about = digest.slice(0, 12)
  if (facts.verdict !== 'in-force')
    return { kind: 'rules-not-in-force', subject: digest, spell: at, about: `${String(facts.verdict)}, ${about}` }
  return inForce?.verdict === 'unreviewed' ? { kind: 'rules-unjudged', subject: digest, spell: at, about } : undefined
}

/** The same of a fire drill. */
export function drillAlert({ kind, facts, at }: NewEvent): Alert | undefined {
  if (kind !== 'drilled' || facts.outcome !== 'failed') return undefined
  return { kind: 'drill-failed', subject: String(facts.connector), spell: at, about: String(facts.connector) }
}

/** Why the kill switch locks down. */
export const killSwitchWhy = 'revoke-all'

/** The same of a lockdown; the kill switch begins with one. */
export function lockdownAlert({ kind, facts }: NewEvent): Alert | undefined {
  if (kind !== 'locked') return undefined
  const scope = String(facts.scope)
  const id = Number(facts.lockdown)
  if (facts.why === killSwitchWhy && scope === 'everything') return switchAlert({ id })
  return { kind: 'lockdown', subject: `lockdown ${id}`, spell: String(id), about: `${scope} (lockdown ${id})` }
}

/** The kill switch, which this lockdown goes with. It is told once, however often it is pulled in the same. */
export function switchAlert({ id }: Pick<Lockdown, 'id'>): Alert {
  return { kind: 'kill-switch', subject: `lockdown ${id}`, spell: String(id), about: `lockdown ${id}` }
}
