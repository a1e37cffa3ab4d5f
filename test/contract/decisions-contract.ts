import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withDecision } from '../../src/core/lifecycle/decided-event.ts'
import type { Decided } from '../../src/core/lifecycle/steps.ts'
import { compareReceipt, documentDigest, receiptDigest } from '../../src/core/trail/receipt-of-decision.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { isDecisionReceipt } from '../../src/generated/validators.js'
import type { Claim } from '../../src/ports/request-store.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { policyInput } from '../unit/policy/fixture.ts'
import { event, key, repository, sha, wake } from './store-contract.ts'

const rita = 47_110_000_000_011
const day = 86_400
const engine = { opa: '1.19.0', runtime: 'opa-wasm 1.10.0', capabilities: sha('c') }

type Made = { at: string; input?: PolicyInput; texts?: string; built?: boolean }

export function decided({ at, input = asked(), texts = sha('e'), built = true }: Made) {
  const made = {
    input,
    decision: { at, policy: sha('a'), output: { outcome: 'deny', reasons: ['no'] } },
    texts: {
      ...{ digest: texts, files: new Map([['a.rego', 'package daypass']]) },
      ...(built ? { built: { wasm: sha('b'), data: sha('d'), engine } } : {}),
    },
  } as unknown as Decided
  return withDecision(event('decided', { input: documentDigest(input) }), made, 'request')
}

const asked = () =>
  policyInput(({ facts: { requester } }) => {
    Object.assign(requester, { id: rita, login: 'rita' })
  })

/** What every store must do with decisions: keep what they were made of, show it, and forget it when its time has come. */
export function decisionsContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const begun = async (issue = key.issue, of = repository.id): Promise<Claim> => {
    const one = { repository: of, issue }
    await test.store.enqueue(wake({ key: one, repository: { ...repository, id: of } }))
    const claim = await test.store.requests.claim(one, test.clock.now())
    if (claim === undefined) throw new Error('the request could not be claimed')
    return claim
  }
  const asksRita = { requester: { id: rita, login: 'rita' } }
  const denied = { ...fitting({ state: 'denied' }), ...asksRita }
  const save = async (made: Made, issue = key.issue, of = repository.id): Promise<Claim> =>
    test.store.requests.save(await begun(issue, of), { ...decided(made), set: denied })
  const now = () => test.clock.now().toISOString()
  const archive = () => test.store.records
  const kept = async () => (await archive().decisions(key))[0] ?? ({} as never)
  const told = async () => (await archive().trailOf(key))[0]?.event.facts ?? ({} as never)

  describe('a receipt', () => {
    it('is kept as the trail tells it, under the secret of its requester', async () => {
      await save({ at: now() })
      const { receipt, input } = await kept()
      if (!receipt) throw new Error('there is none')
      expect(isDecisionReceipt(receipt)).toBe(true)
      const facts = await told()
      expect(facts).toMatchObject({ receipt: receiptDigest(receipt), input: receipt.input })
      const text = JSON.stringify(receipt)
      for (const hidden of [documentDigest(input), 'rita', String(rita)]) expect(text).not.toContain(hidden)
      expect((await archive().people()).find(({ id }) => id === rita)?.ref).toBe(receipt.requester)
      const keyed = await archive().keyedInput(key, documentDigest(input))
      const verdicts = compareReceipt(receipt, { trail: String(facts.receipt), input: keyed })
      expect(verdicts).toMatchObject({ trail: 'same', input: 'same' })
    })

    it('shows an input that was changed behind it', async () => {
      await save({ at: now() })
      const { receipt, input } = await kept()
      const changed = structuredClone(input) as PolicyInput
      changed.facts.requester.organisation_member = false
      await test.stored.change('decisions', {}, { input: JSON.stringify(changed) })
      const keyed = await archive().keyedInput(key, documentDigest((await kept()).input))
      expect(receipt && compareReceipt(receipt, { input: keyed }).input).toBe('other')
    })

    it.each<[what: string, state: 'denied' | 'active']>([
      ['a request that is over', 'denied'],
      ['a request that lives', 'active'],
    ])('of %s says that its requester was forgotten, also when they come back', async (_what, state) => {
      await test.store.requests.save(await begun(), {
        ...decided({ at: now() }),
        set: { ...fitting({ state }), ...asksRita },
      })
      await test.store.forget(rita)
      const verdict = async () => {
        const { receipt, input } = await kept()
        const keyed = (await archive().keyedInput(key, documentDigest(input))) ?? 'forgotten'
        return receipt && compareReceipt(receipt, { trail: String((await told()).receipt), input: keyed })
      }
      expect(await verdict()).toMatchObject({ trail: 'same', input: 'forgotten' })
      await save({ at: now() }, 5)
      expect(await verdict()).toMatchObject({ trail: 'same', input: 'forgotten' })
    })

    it('is none where nobody noted what the texts became', async () => {
      await save({ at: now(), built: false })
      expect((await kept()).receipt).toBeNull()
      expect(await told()).not.toHaveProperty('receipt')
    })
  })

  describe('decisions', () => {
    it('are read from the newest on, page by page, of one repository or of all', async () => {
      for (const issue of [1, 2, 3]) await save({ at: now() }, issue)
      await save({ at: now() }, 9, 72)
      const issues = (found: { key: { issue: number } }[]) => found.map(({ key: { issue } }) => issue)
      const first = await archive().decisionsBefore(undefined, 2)
      expect(issues(first)).toEqual([9, 3])
      expect(issues(await archive().decisionsBefore(first.at(-1)?.id, 2))).toEqual([2, 1])
      expect(issues(await archive().decisionsBefore(undefined, 2, repository.id))).toEqual([3, 2])
      expect(await archive().decisionsBefore(undefined, 2, 73)).toEqual([])
      expect(first[1]).toEqual((await archive().decisions({ ...key, issue: 3 }))[0])
    })

    it('have no keyed input where nobody is known', async () => {
      expect(await archive().keyedInput({ ...key, issue: 99 }, sha('a'))).toBeUndefined()
    })
  })

  describe('what is older than it is kept', () => {
    const days = (count: number): string => new Date(test.clock.now().getTime() + count * day * 1000).toISOString()
    const forgottenUpTo = (count: number) => test.store.forgetDecisions(new Date(days(count)))

    it('is forgotten, with the texts that nothing else names; the trail stays', async () => {
      await save({ at: days(-500), texts: sha('1') }, 1)
      await save({ at: days(-500), texts: sha('2') }, 2)
      await save({ at: days(-10), texts: sha('2') }, 3)
      const trail = await archive().trail(repository.id, 0, 100)
      expect(await forgottenUpTo(-400)).toBe(2)
      const left = await archive().decisionsBefore(undefined, 10)
      expect(left.map(({ key: { issue } }) => issue)).toEqual([3])
      expect(await archive().policyTexts(sha('1'))).toBeUndefined()
      expect(await archive().policyTexts(sha('2'))).toBeDefined()
      expect(await archive().trail(repository.id, 0, 100)).toEqual(trail)
      expect(await forgottenUpTo(-400)).toBe(0)
    })

    it('is kept as long as its request lives', async () => {
      const set = { ...fitting({ state: 'active' }), ...asksRita }
      const claim = await test.store.requests.save(await begun(), { ...decided({ at: days(-500) }), set })
      expect(await forgottenUpTo(0)).toBe(0)
      expect(await archive().policyTexts(sha('e'))).toBeDefined()
      await test.store.requests.save(claim, { set: fitting({ state: 'ended' }) })
      expect(await forgottenUpTo(0)).toBe(1)
      expect(await archive().policyTexts(sha('e'))).toBeUndefined()
    })

    it('is kept where it is not known when it was made, and texts that are in use again are written again', async () => {
      await save({ at: days(-500) })
      await test.stored.change('decisions', {}, { at: null })
      expect(await forgottenUpTo(0)).toBe(0)
      await test.stored.change('decisions', {})
      expect(await forgottenUpTo(0)).toBe(0)
      expect(await archive().policyTexts(sha('e'))).toBeUndefined()
      await save({ at: days(0) }, 5)
      expect(await archive().policyTexts(sha('e'))).toEqual([['a.rego', 'package daypass']])
    })

    it('is forgotten beside those who decide, and no decision loses its texts', async () => {
      for (let issue = 1; issue <= 4; issue++) await save({ at: days(-500) }, issue)
      const claims = []
      for (let issue = 11; issue <= 16; issue++) claims.push(await begun(issue))
      const saving = claims.map((claim) =>
        test.store.requests.save(claim, { ...decided({ at: days(-1) }), set: denied }),
      )
      await Promise.all([...saving, forgottenUpTo(-400), forgottenUpTo(-400)])
      expect(await archive().policyTexts(sha('e'))).toBeDefined()
      expect(await archive().decisionsBefore(undefined, 20)).toHaveLength(6)
    })
  })
}
