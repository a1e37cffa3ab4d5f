import { DaypassError } from '../../../src/core/error.ts'
import { nothingJudged, type ProposalRecord, type Queued } from '../../../src/core/proposal/proposal-record.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import type { ProposalStore } from '../../../src/ports/proposal-store.ts'
import { claim, dueKeys, keyOf, release, waitingRows, woken } from './database/claiming.ts'
import { inTransactions } from './database/memory-database.ts'
import { type StoreParts, unit } from './database/parts.ts'

export function createProposals({ tables, transaction, wakeUps, now }: StoreParts): ProposalStore {
  const { proposals, pushes } = tables
  return inTransactions<ProposalStore>(transaction, {
    async wake({ repository: { id, owner, name, installation }, pull, rerun, queued }) {
      tables.repositories.put({ id, owner, name, installation })
      const key = { repository: id, issue: pull }
      const row = proposals.get(formatKey(key)) ?? {
        ...{ ...key, installation, record: JSON.stringify(nothingJudged), wake_at: null, urgency: 0 },
        ...{ wanted: 0, seen: 0, fence: 0, claimed_until: null, reruns: 0, over: false, queued: '[]' },
      }
      const known = JSON.parse(row.queued) as Queued[]
      const isNew = queued && !known.some(({ commit, onto }) => commit === queued.commit && onto === queued.onto)
      const all = JSON.stringify(isNew ? [...known, queued] : known)
      proposals.put({ ...row, ...woken(row, now()), reruns: row.reruns + (rerun ? 1 : 0), queued: all })
      await wakeUps.scheduleProposal(unit, key, now())
    },
    async wakeAll(repository, rerun) {
      for (const row of proposals.where((one) => one.repository === repository && !one.over)) {
        proposals.change(row, { ...woken(row, now()), reruns: row.reruns + (rerun ? 1 : 0) })
        await wakeUps.scheduleProposal(unit, keyOf(row), now())
      }
    },
    async notePush({ repository: { id, installation }, commit, person }) {
      pushes.put({ repository: id, commit, person, installation })
    },
    async pushersOf(repository, commit) {
      const found = pushes.where((row) => row.repository === repository && row.commit === commit)
      return found.map(({ person }) => person).sort((a, b) => a - b)
    },
    async claim(key, at) {
      const row = claim(proposals, key, at, 180)?.row
      if (!row) return undefined
      return {
        key: keyOf(row),
        fence: row.fence,
        reruns: row.reruns,
        queued: JSON.parse(row.queued) as Queued[],
        proposal: JSON.parse(row.record) as ProposalRecord,
      }
    },
    async save(held, set) {
      const row = proposals.get(formatKey(held.key))
      if (row?.fence !== held.fence)
        throw new DaypassError('FENCED_OFF', `pull request ${formatKey(held.key)} is judged by another worker`)
      const proposal = { ...held.proposal, ...set }
      proposals.change(row, { record: JSON.stringify(proposal), over: proposal.over === true })
      return { ...held, proposal }
    },
    async release(held, wakeAt) {
      const { held: isHeld, again } = release(proposals, held, wakeAt)
      if (isHeld && !again && wakeAt !== null) await wakeUps.scheduleProposal(unit, held.key, wakeAt)
      return again
    },
    async find(key) {
      const row = proposals.get(formatKey(key))
      return row ? (JSON.parse(row.record) as ProposalRecord) : nothingJudged
    },
    async unfinished(repository) {
      const rows = proposals.where((row) => row.repository === repository && !row.over)
      return rows.map(({ issue }) => issue).sort((a, b) => a - b)
    },
    async judgedTo(repository, digest) {
      return proposals
        .where((row) => row.repository === repository)
        .sort((a, b) => a.issue - b.issue)
        .flatMap(({ issue, record }) => {
          const { run } = JSON.parse(record) as ProposalRecord
          return run?.to === digest && run.conclusion === 'success' ? [{ pull: issue, run }] : []
        })
    },
    due: async (at, limit) => dueKeys(proposals, ({ urgency }) => urgency, at, limit),
    waiting: async (keys, at) =>
      waitingRows(proposals, keys, at).map(({ row, waiting }) => ({ ...waiting, urgency: row.urgency })),
  })
}
