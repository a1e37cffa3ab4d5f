import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { ProposalClaim, ProposalStore } from '../../src/ports/proposal-store.ts'
import type { WakeUps } from '../../src/ports/unit-of-work.ts'
import type { ContractStore } from '../open-test-store.ts'
import { repository } from './store-contract.ts'

const key: RequestKey = { repository: repository.id, issue: 4 }

/** What every store of proposals must do. */
export function proposalsContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  let proposals: ProposalStore
  const scheduled: [issue: number, at: Date][] = []
  beforeAll(async () => {
    test = await open()
    proposals = test.store.proposals
    const nothing = async () => undefined
    const wakeUps: WakeUps = {
      ...{
        schedule: nothing,
        scheduleDisplay: nothing,
        scheduleAll: nothing,
        scheduleGovernance: nothing,
        scheduleNotice: nothing,
      },
      scheduleProposal: async (_unit, { issue }, at) => {
        scheduled.push([issue, at])
      },
    }
    test.store.useWakeUps(wakeUps)
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    await test.empty()
    scheduled.length = 0
  })

  const now = () => test.clock.now()
  const claimed = async (): Promise<ProposalClaim> => {
    const claim = await proposals.claim(key, now())
    if (!claim) throw new Error('the proposal could not be claimed')
    return claim
  }

  it('knows a pull request once it is woken, with its job and where it lies', async () => {
    expect(await proposals.claim(key, now())).toBeUndefined()
    expect(await proposals.find(key)).toStrictEqual({ tries: 0 })
    await proposals.wake({ repository, pull: 4 })
    expect(await proposals.due(now(), 10)).toStrictEqual([key])
    expect(scheduled).toStrictEqual([[4, now()]])
    expect(await test.store.requests.repository(key.repository)).toMatchObject({ name: repository.name })
    expect(await claimed()).toMatchObject({ key, fence: 1, reruns: 0, proposal: { tries: 0 } })
  })

  it('is one worker’s at a time, who is told to look again', async () => {
    await proposals.wake({ repository, pull: 4 })
    const claim = await claimed()
    expect(await proposals.claim(key, now())).toBeUndefined()
    expect(await proposals.release(claim, null)).toBe(true)
    expect(await proposals.release(await claimed(), null)).toBe(false)
    expect(await proposals.due(now(), 10)).toStrictEqual([])
  })

  it('keeps what was judged, and lets nobody write who was overtaken', async () => {
    await proposals.wake({ repository, pull: 4 })
    const dead = await claimed()
    test.clock.advance(121)
    expect(await proposals.claim(key, now())).toBeUndefined()
    test.clock.advance(60)
    const run = { head: 'a'.repeat(40), identity: 'b', attempt: 1, id: 9, conclusion: 'success' as const }
    const alive = await proposals.save(await claimed(), { run })
    await expect(proposals.save(dead, { tries: 7 })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    expect(alive.proposal).toStrictEqual({ run, tries: 0 })
    expect(await proposals.find(key)).toStrictEqual({ run, tries: 0 })
  })

  it('waits for an instant, with its job', async () => {
    await proposals.wake({ repository, pull: 4 })
    const wakeAt = new Date(now().getTime() + 4_000)
    await proposals.release(await claimed(), wakeAt)
    expect(scheduled.at(-1)).toStrictEqual([4, wakeAt])
    expect(await proposals.waiting([key], now())).toStrictEqual([{ key, due: false, wakeAt, urgency: 0 }])
    test.clock.advance(5)
    expect(await proposals.due(now(), 10)).toStrictEqual([key])
  })

  it('counts who asks for another run', async () => {
    await proposals.wake({ repository, pull: 4 })
    await proposals.wake({ repository, pull: 4, rerun: true })
    await proposals.wakeAll(repository.id, true)
    expect(await claimed()).toMatchObject({ reruns: 2 })
  })

  it('keeps what merge queues are about to merge, each once', async () => {
    const [one, other] = ['a', 'b'].map((letter) => ({ commit: letter.repeat(40), onto: 'c'.repeat(40) }))
    for (const queued of [one, other, one]) if (queued) await proposals.wake({ repository, pull: 4, queued })
    await proposals.wake({ repository, pull: 4 })
    expect((await claimed()).queued).toStrictEqual([one, other])
  })

  it('knows all who have pushed a commit, and forgets whoever is to be forgotten', async () => {
    const [one, other] = ['a', 'b'].map((letter) => letter.repeat(40)) as [string, string]
    for (const person of [9, 8, 9]) await proposals.notePush({ repository, commit: one, person })
    await proposals.notePush({ repository: { ...repository, id: 99 }, commit: other, person: 7 })
    expect(await proposals.pushersOf(repository.id, one)).toStrictEqual([8, 9])
    expect(await proposals.pushersOf(repository.id, other)).toStrictEqual([])
    expect(await proposals.pushersOf(99, other)).toStrictEqual([7])
    await test.store.forget(9)
    expect(await proposals.pushersOf(repository.id, one)).toStrictEqual([8])
  })

  it('wakes all of a repository that are not over, and no others', async () => {
    for (const pull of [4, 5]) await proposals.wake({ repository, pull })
    await proposals.wake({ repository: { ...repository, id: 99 }, pull: 6 })
    const over = await proposals.save(await claimed(), { over: true })
    await proposals.release(over, null)
    for (const issue of [5, 6]) {
      const claim = await proposals.claim({ repository: issue === 6 ? 99 : repository.id, issue }, now())
      if (claim) await proposals.release(claim, null)
    }
    expect(await proposals.unfinished(repository.id)).toStrictEqual([5])
    await proposals.wakeAll(repository.id)
    expect(await proposals.due(now(), 10)).toStrictEqual([{ ...key, issue: 5 }])
    await proposals.wake({ repository, pull: 4 })
    expect(await proposals.due(now(), 10)).toHaveLength(2)
  })
}
