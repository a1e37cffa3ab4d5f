import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { holds, refused } from './ends-play.ts'
import { ask, ended, labelled, shows } from './play.ts'

// What the default branch says comes into force by a look of its own: whom it concerns is decided anew, and what is bad stays out.
let stage: Stage

const owners = '@sam @olga'
const codeowners = `/requests/ @acme/orders\n/catalog/ ${owners}\n/policies/ ${owners}\n/.github/ ${owners}\n`

beforeAll(async () => {
  stage = await stageHere({ files: { '.github/CODEOWNERS': codeowners } })
})
afterAll(() => stage?.stop())

/** A pull request by otto that changes these files. */
async function propose(files: Readonly<Record<string, string | null>>, branch: string) {
  const otto = stage.github.as('otto')
  const { sha: head } = await otto.push(branch, files, { createFrom: 'main' })
  const { number } = await otto.openPull({ title: 'A change of the rules', head: branch, base: 'main' })
  return { number, head }
}

const concludedAs = (head: string, conclusion: string) =>
  eventually(`a check run that says ${conclusion}`, async () => {
    const runs = await stage.github.as('rita').checks(head)
    return runs.find((run) => run.name === 'daypass/policy' && run.conclusion === conclusion)
  })

const frozen = (reason: string) => `package daypass.deny_all

import rego.v1
${reason}
`

describe('what is in force', () => {
  test('is another set of rules once a pull request is merged that was judged and approved: what it forbids ends, and names it', async () => {
    const held = await holds(stage, 'rita', stage.daypass, { resource: 'orders-api', actions: 'read', duration: '2h' })
    const { number, head } = await propose(
      { 'catalog/example.yml': catalog.replace('read: { scope: orders:read, max_duration: 8h }', 'list: { scope: orders:list }') },
      'no-read',
    )
    await stage.github.as('sam').review(number, 'APPROVE')
    await stage.github.as('olga').review(number, 'APPROVE')
    await concludedAs(head, 'success')
    await stage.github.as('sam').mergePull(number)
    await refused(stage, held)
    const shown = await ended(stage, held.asked, 'revoked')
    expect(shown.receipt).toContain('the policy no longer gives it')
  })
})
