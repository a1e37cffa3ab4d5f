import type { RequestKey } from '../../src/core/request-key.ts'
import type { WakeUps } from '../../src/ports/unit-of-work.ts'
import type { Job } from './agenda.ts'

/** Wake-ups as jobs. One of a transaction that fails is sent all the same: jobs are hints, and a needless one does no harm. */
export function wakeUpsBy(send: (job: Job, at: number) => void, tell: (at: number) => void): WakeUps {
  const wake = (lane: Job['lane'], key: RequestKey, at: Date, urgency = 0): void =>
    send({ lane, job: { repository: key.repository, issue: key.issue, at: at.getTime() }, urgency }, at.getTime())
  const lane = (urgent: boolean) => (urgent ? 'end' : 'look')
  return {
    schedule: async (_unit, key, at, urgent) => wake(lane(urgent), key, at),
    scheduleDisplay: async (_unit, key, at, urgency) => wake('display', key, at, urgency),
    scheduleProposal: async (_unit, key, at) => wake('proposal', key, at),
    scheduleGovernance: async (_unit, key, at) => wake('governance', key, at),
    scheduleNotice: async (_unit, _key, at) => tell(at.getTime()),
    scheduleAll: async (_unit, keys, at, urgent) => {
      for (const key of keys) wake(lane(urgent), key, at)
    },
  }
}
