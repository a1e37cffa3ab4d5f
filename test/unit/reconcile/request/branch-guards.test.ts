import { expect, test } from 'vitest'
import { withFacts } from '../../../../src/ports/log.ts'
import { createBranchGuards } from '../../../../src/reconcile/request/branch-guards.ts'

function guards(look: () => Promise<string[]>) {
  const warnings: object[] = []
  const log = { info: () => undefined, warn: (facts: object) => void warnings.push(facts), error: () => undefined }
  const clock = { now: new Date('2026-11-21T19:14:00Z') }
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000)
  }
  return { warnings, later, it: createBranchGuards(look, () => clock.now, log) }
}

test('what others may write is told once, however often it is seen', async () => {
  let open = ['requests: update']
  const { it, warnings } = guards(async () => open)
  await it.refresh(1)
  await it.refresh(1)
  expect(await it.openTo(1)).toEqual(['requests: update'])
  expect(warnings).toHaveLength(1)
  open = []
  await it.refresh(1)
  expect(await it.openTo(1)).toEqual([])
  expect(warnings).toHaveLength(1)
})

test('a grant looks for itself where nobody has, or not for ten minutes', async () => {
  let looks = 0
  const { it, later } = guards(async () => {
    looks += 1
    return looks === 1 ? [] : ['requests: creation']
  })
  expect(await it.openTo(1)).toEqual([])
  later(599)
  expect(await it.openTo(1)).toEqual([])
  expect(looks).toBe(1)
  later(1)
  expect(await it.openTo(1)).toEqual(['requests: creation'])
  expect(looks).toBe(2)
})

test('rules that cannot be read stop nothing, and are not taken for rules that hold', async () => {
  let fails = true
  const { it, warnings, later } = guards(async () => {
    if (fails) throw new Error('GitHub is away')
    return ['daypass/**: creation']
  })
  expect(await it.openTo(1)).toEqual(['not known'])
  fails = false
  await it.refresh(1)
  fails = true
  await it.refresh(1)
  expect(await it.openTo(1)).toEqual(['daypass/**: creation'])
  later(600)
  expect(await it.openTo(1)).toEqual(['not known'])
  // Why they cannot be read is said once, as long as it stays so.
  expect(warnings).toHaveLength(3)
})

test('why rules cannot be read is said once, and again when it is another reason (github.F6)', async () => {
  let why = 'GitHub refused with 403 (Upgrade to GitHub Pro)'
  const { it, warnings } = guards(async () => {
    throw new Error(why)
  })
  await it.refresh(1)
  await it.refresh(1)
  await it.refresh(2)
  expect(warnings).toHaveLength(2)
  why = 'GitHub did not answer'
  await it.refresh(1)
  expect(warnings).toHaveLength(3)
})

test('what a look finds is in the log of that look', async () => {
  const { it, warnings } = guards(async () => ['requests: update'])
  const own: object[] = []
  const log = { info: () => undefined, warn: (facts: object) => void own.push(facts), error: () => undefined }
  await it.openTo(1, withFacts(log, { look: 'look-1' }))
  expect([own, warnings]).toEqual([[{ look: 'look-1', repository: 1, open: ['requests: update'] }], []])
})
