import { beforeEach, describe, expect, test } from 'vitest'
import type { Proposed } from '../../../../src/ports/proposals.ts'
import { base, changed, looser, merge, ProposalStage } from './proposal-stage.ts'

// The default branch has a change that is not in force: what merging would bring is judged from what is in force, that change included.
let stage: ProposalStage
const standing = 's'.repeat(40)
const pushedPast = '[["policies/held.rego","100644","y"]]'
const both = '[["policies/a.rego","100644","x"],["policies/held.rego","100644","y"]]'
let judgedFrom: string[]

beforeEach(() => {
  stage = new ProposalStage()
  stage.standing = standing
  stage.listings = { [standing]: '[]', [base]: pushedPast, [merge]: both }
  judgedFrom = []
  stage.files = async (commit) => ({ digest: commit }) as Proposed
  stage.judge = async (proposed, inForce) => {
    judgedFrom.push(`${inForce.digest[0]} → ${proposed.digest[0]}`)
    return looser
  }
})

const conclusion = async (): Promise<string | undefined> => {
  await stage.look()
  return stage.runs.at(-1)?.conclusion
}
const approvals = () => [stage.review(1, 5, 'APPROVED'), stage.review(2, 6, 'APPROVED')]

describe('beside what is held', () => {
  test('is judged from what is in force, and says what comes along', async () => {
    await stage.look()
    expect(judgedFrom).toStrictEqual(['s → m'])
    expect(stage.runs[0]?.output.summary).toContain('changes that are not in force: `policies/held.rego`.')
  })

  test('is judged anew once that is in force, or taken back', async () => {
    await stage.look()
    stage.standing = undefined
    await stage.look()
    await stage.look()
    expect(judgedFrom).toStrictEqual(['s → m', 'b → m'])
    expect(stage.runs.at(-1)?.output.summary).not.toContain('held.rego')
  })

  test('what changes nothing of the default branch brings nothing', async () => {
    stage.listings[merge] = pushedPast
    expect(await conclusion()).toBe('success')
    expect(judgedFrom).toStrictEqual([])
  })

  test('takes owners of what is held, too', async () => {
    await stage.pushed(2)
    stage.reviews = approvals()
    stage.codeowners = '* @otto @olga\n/policies/held.rego @nobody\n'
    expect(await conclusion()).toBe('action_required')
    stage.codeowners = '* @otto @olga\n'
    expect(await conclusion()).toBe('success')
  })

  test('an owner has to be one by both', async () => {
    await stage.pushed(2)
    stage.reviews = approvals()
    stage.newerOwners = '* @otto\n'
    expect(await conclusion()).toBe('action_required')
    stage.newerOwners = '* @mallory @otto @olga\n'
    expect(await conclusion()).toBe('success')
  })

  test('in the merge queue, too', async () => {
    stage.listings = { ...stage.listings, queued: both }
    await stage.look({ commit: 'queued', onto: base })
    expect(judgedFrom).toStrictEqual(['s → m', 's → q'])
  })
})

test('where nothing is held, all is as it was', async () => {
  stage.standing = undefined
  stage.listings = { [base]: '[]', [merge]: changed }
  await stage.look()
  expect(judgedFrom).toStrictEqual(['b → m'])
})
