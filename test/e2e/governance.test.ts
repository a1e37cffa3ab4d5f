import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInProcess } from '../../demo/in-process.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import type { KnownGovernance } from '../../src/ports/releasing.ts'
import { stageHere } from '../stage.ts'
import { holds, refused } from './ends-play.ts'
import { ask, ended, labelled, shows } from './play.ts'

// What the default branch says comes into force by a look of its own: whom it concerns is decided anew, and what is bad stays out. One after
// the other, in one repository, since each begins with what the last put in force.
let stage: Stage

const owners = '@sam @olga'
const codeowners = `/requests/ @acme/orders\n/catalog/ ${owners}\n/policies/ ${owners}\n/.github/ ${owners}\n`
const deployment = `connectors:
  orders-api:
    type: token
    audience: {app}
    probe: {app}/whoami
    repositories: [{repository}]
    drill: off
policy: { unreviewed: hold }
`

beforeAll(async () => {
  stage = await stageHere({ deployment, files: { '.github/CODEOWNERS': codeowners } })
})
afterAll(() => stage?.stop())

/** `daypass policy release` as whoever runs the server. */
async function release(digest?: string): Promise<KnownGovernance[]> {
  const args = ['policy', 'release', ...(digest === undefined ? [] : [digest]), '--json']
  const { code, stdout, stderr } = await runInProcess(args, { DAYPASS_DATA_DIR: join(stage.folder, 'data') })
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

const keptOut = (state: string) =>
  eventually(`rules that are ${state}`, async () => {
    const [known] = await release()
    return known?.governance.newest?.state === state ? known.governance.newest : undefined
  })

const allInForce = () =>
  eventually('nothing that is kept out', async () => {
    const [known] = await release()
    return known?.governance.newest === undefined ? known?.governance.inForce : undefined
  })

describe('what is in force', () => {
  test('is what was there first, as soon as anybody asks', async () => {
    await labelled(stage, await ask(stage, 'rita'), 'daypass:active')
    expect(await allInForce()).toMatchObject({ verdict: 'first' })
  })

  test('is what a judged and approved pull request brought: what it takes away ends, and its check has said so', async () => {
    const { github } = stage
    const held = await holds(stage, 'rita', stage.daypass, { resource: 'orders-api', actions: 'read', duration: '2h' })
    const otto = github.as('otto')
    const reduced = catalog.replace('read: { scope: orders:read, max_duration: 8h }', 'list: { scope: orders:list }')
    const { sha: head } = await otto.push('no-read', { 'catalog/example.yml': reduced }, { createFrom: 'main' })
    const { number } = await otto.openPull({ title: 'Nobody reads orders', head: 'no-read', base: 'main' })
    await github.as('sam').review(number, 'APPROVE')
    await github.as('olga').review(number, 'APPROVE')
    const run = await eventually('a green check', async () => {
      const runs = await github.as('rita').checks(head)
      return runs.find((one) => one.name === 'daypass/policy' && one.conclusion === 'success')
    })
    expect(run.output.summary).toContain(`| ends at merge | #${held.asked.number} |`)
    // That of the test before, too.
    expect(run.output.title).toContain('ends 2 grants that live')
    await github.as('sam').mergePull(number)
    await refused(stage, held)
    const shown = await ended(stage, held.asked, 'revoked')
    expect(shown.receipt).toContain(`#${number} changed the rules: the catalog no longer has what this access is for`)
    expect(await allInForce()).toMatchObject({ verdict: 'reviewed', brought: { pull: number } })
  })

  test('is not what somebody pushed past everybody, which an operator may let in', async () => {
    const before = await allInForce()
    await stage.github.commitFiles({ 'catalog/example.yml': catalog })
    const held = await keptOut('held')
    // What the newest catalog has, and the one in force has not, cannot be asked for.
    const early = await ask(stage, 'rita')
    await labelled(stage, early, 'daypass:invalid')
    expect((await release())[0]?.governance.inForce).toEqual(before)
    await release(held.digest.slice(0, 12))
    expect(await allInForce()).toMatchObject({ verdict: 'released', digest: held.digest })
    await labelled(stage, await ask(stage, 'rita'), 'daypass:active')
  })

  test('stays as it is where what is newest cannot be used, which takes away and gives nothing', async () => {
    const broken = 'package daypass\n\nimport rego.v1\n\ndecision := {"outcome": "allow"\n'
    await stage.github.commitFiles({ 'policies/more.rego': broken, '.github/CODEOWNERS': '/requests/ @rita @otto\n' })
    expect((await keptOut('broken')).why.join()).toContain('more.rego')
    await labelled(stage, await ask(stage, 'rita'), 'daypass:active')
    const asked = await ask(stage, 'rita', { resource: 'billing-api' })
    const { status } = await shows(stage, asked, 'who may approve', (shown) => shown.status.includes('otto'))
    // Olga owns it by what is in force and not by what is newest; Rita asked.
    expect(status).not.toContain('olga')
    await stage.github.commitFiles({ 'policies/more.rego': null, '.github/CODEOWNERS': codeowners })
    expect(await allInForce()).toMatchObject({ verdict: 'released' })
    await shows(stage, asked, 'all owners', (shown) => shown.status.includes('olga'))
  })
})
