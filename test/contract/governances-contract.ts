import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type GovernanceRecord, nothingInForce } from '../../src/core/governance/governance-record.ts'
import type { NewEvent } from '../../src/core/trail/entry.ts'
import { type GovernanceClaim, type GovernanceStore, governanceKey } from '../../src/ports/governance-store.ts'
import type { ContractStore } from '../open-test-store.ts'
import { repository } from './store-contract.ts'

const key = governanceKey(repository.id)
const [one, two] = ['1'.repeat(64), '2'.repeat(64)]

/** What every store of what is in force must do. */
export function governancesContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  let governances: GovernanceStore
  beforeAll(async () => {
    test = await open()
    governances = test.store.governances
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const now = () => test.clock.now()
  const claimed = async (): Promise<GovernanceClaim> => {
    const claim = await governances.claim(key, now())
    if (!claim) throw new Error('it was not to be had')
    return claim
  }
  const inForce = (digest: string): GovernanceRecord => ({
    inForce: { digest, since: now().toISOString(), verdict: 'first' },
    tries: 0,
  })
  const event = (to: string, verdict = 'in-force'): NewEvent => ({
    ...{ at: now().toISOString(), kind: 'governed', actor: { kind: 'daypass' } },
    facts: { verdict, from: null, to, commit: null, pull: null, approvers: [] },
  })
  const told = async () => {
    const entries = await test.store.records.trail(repository.id, 0, 100)
    return entries.map(({ event }) => event).filter(({ kind }) => kind === 'governed')
  }

  it('knows nothing before it is woken, and then what was saved last', async () => {
    expect(await governances.find(repository.id)).toBeUndefined()
    expect(await governances.claim(key, now())).toBeUndefined()
    await governances.wake(repository)
    expect(await governances.find(repository.id)).toStrictEqual(nothingInForce)
    expect(await governances.due(now(), 10)).toStrictEqual([key])
    const saved = await governances.save(await claimed(), inForce(one))
    expect(saved.governance).toStrictEqual(inForce(one))
    expect(await governances.all()).toStrictEqual([{ repository: repository.id, governance: inForce(one) }])
  })

  it('is claimed by one at a time, who is told to look again, and whose lost claim saves nothing', async () => {
    await governances.wake(repository)
    const dead = await claimed()
    expect(await governances.claim(key, now())).toBeUndefined()
    test.clock.advance(61)
    const alive = await claimed()
    await expect(governances.save(dead, inForce(two), { texts: new Map() })).rejects.toMatchObject({
      code: 'FENCED_OFF',
    })
    await governances.wake(repository)
    expect(await governances.release(alive, null)).toBe(true)
    expect(await governances.release(await claimed(), null)).toBe(false)
    expect(await governances.due(now(), 10)).toStrictEqual([])
    expect(await governances.find(repository.id)).toStrictEqual(nothingInForce)
  })

  it('keeps the texts with the record, the trail and the digest that the next decision compares with, or none of them', async () => {
    await governances.wake(repository)
    const texts = new Map([
      ['policies/a.rego', 'package daypass\n'],
      ['catalog/a.yml', 'resources: []\n'],
    ])
    const claim = await governances.save(await claimed(), inForce(one), { event: event(one), texts })
    expect(await governances.texts(repository.id, one)).toStrictEqual(texts)
    expect(await governances.texts(repository.id, two)).toBeUndefined()
    expect(await told()).toMatchObject([{ issue: 0, facts: { verdict: 'in-force', to: one } }])
    await expect(
      governances.save({ ...claim, fence: claim.fence + 1 }, inForce(two), { event: event(two), texts: new Map() }),
    ).rejects.toMatchObject({ code: 'FENCED_OFF' })
    expect(await governances.texts(repository.id, one)).toStrictEqual(texts)
    expect(await told()).toHaveLength(1)
    await governances.save(claim, inForce(one), { event: event(two, 'refused') })
    expect(await told()).toMatchObject([{}, { facts: { verdict: 'refused' } }])
  })

  it("keeps an operator's word until other files come into force, whoever saves in between", async () => {
    expect(await governances.letIn(repository.id, two)).toBe(false)
    await governances.wake(repository)
    const claim = await governances.save(await claimed(), inForce(one), { texts: new Map() })
    await governances.letIn(repository.id, two)
    const before = await governances.save(claim, { ...inForce(one), tries: 1 })
    expect(await governances.find(repository.id)).toMatchObject({ released: two, tries: 1 })
    expect(await governances.release(before, null)).toBe(true)
    const next = await claimed()
    expect(next.governance.released).toBe(two)
    const put = await governances.save(next, inForce(two), { texts: new Map() })
    expect(put.governance.released).toBeUndefined()
    expect((await governances.find(repository.id))?.released).toBeUndefined()
  })
}
