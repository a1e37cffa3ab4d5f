import { fromKysely, type KyselyTransactionLike, type PgBoss } from 'pg-boss'
import type { RequestKey } from '../core/request-key.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { type LookJob, queueNames } from './queues.ts'

export function createWakeUps(boss: PgBoss, now: () => Date): WakeUps {
  return {
    async schedule(unit, key, at, urgent) {
      const db = fromKysely(unit.transaction as KyselyTransactionLike)
      await boss.send(queueOf(urgent), jobFor(key, at), { ...delay(at, now()), db })
    },
    async scheduleDisplay(unit, key, at, urgency) {
      const db = fromKysely(unit.transaction as KyselyTransactionLike)
      await boss.send(queueNames.display, jobFor(key, at), { ...delay(at, now()), ...before(urgency), db })
    },
    async scheduleProposal(unit, key, at) {
      const db = fromKysely(unit.transaction as KyselyTransactionLike)
      await boss.send(queueNames.proposal, jobFor(key, at), { ...delay(at, now()), db })
    },
    async scheduleGovernance(unit, key, at) {
      const db = fromKysely(unit.transaction as KyselyTransactionLike)
      await boss.send(queueNames.governance, jobFor(key, at), { ...delay(at, now()), db })
    },
    async scheduleNotice(unit, key, at) {
      const db = fromKysely(unit.transaction as KyselyTransactionLike)
      await boss.send(queueNames.notice, jobFor(key, at), { ...delay(at, now()), db })
    },
    async scheduleAll(unit, keys, at, urgent) {
      const db = fromKysely(unit.transaction as KyselyTransactionLike)
      const jobs = keys.map((key) => ({ data: jobFor(key, at), ...delay(at, now()) }))
      await boss.insert(queueOf(urgent), jobs, { db })
    },
  }
}

export function queueOf(urgent: boolean): 'end' | 'look' {
  return urgent ? queueNames.end : queueNames.look
}

export function jobFor(key: RequestKey, at: Date): LookJob {
  return { repository: key.repository, issue: key.issue, at: at.getTime() }
}

/** As a delay and not as an instant: the database's clock may differ from ours. Seconds, rounded up to a millisecond. */
export function delay(at: Date, now: Date): { startAfter?: number } {
  const milliseconds = at.getTime() - now.getTime()
  return milliseconds > 0 ? { startAfter: Math.ceil(milliseconds) / 1000 } : {}
}

/** pg-boss takes the greatest first. */
export function before(urgency: number): { priority: number } {
  return { priority: -urgency }
}
