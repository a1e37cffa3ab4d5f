import { expect, test } from 'vitest'
import { createBranchGuards } from '../../../src/reconcile/branch-guards.ts'

function guards(look: () => Promise<string[]>) {
  const warnings: object[] = []
  const log = { info: () => undefined, warn: (facts: object) => void warnings.push(facts), error: () => undefined }
  return { warnings, it: createBranchGuards(look, log) }
}

test('what others may write is kept from sweep to sweep, and told once', async () => {
  let open = ['requests: update']
  const { it, warnings } = guards(async () => open)
  expect(it.openTo(1)).toEqual([])
  await it.refresh(1)
  await it.refresh(1)
  expect(it.openTo(1)).toEqual(['requests: update'])
  expect(warnings).toHaveLength(1)
  open = []
  await it.refresh(1)
  expect(it.openTo(1)).toEqual([])
  expect(warnings).toHaveLength(1)
})

test('rules that cannot be read leave what was known, and stop nothing', async () => {
  let fails = false
  const { it, warnings } = guards(async () => {
    if (fails) throw new Error('GitHub is away')
    return ['daypass/**: creation']
  })
  await it.refresh(1)
  fails = true
  await it.refresh(1)
  expect(it.openTo(1)).toEqual(['daypass/**: creation'])
  expect(warnings).toHaveLength(2)
})
