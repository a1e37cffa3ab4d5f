import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShownCheck } from '../../demo/github/local-github.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'

// A pull request against the default branch: what it would put in force is judged in a check run of its head, before it is in force.
let stage: Stage
let last = 0

beforeAll(async () => {
  const owners = '@sam @olga'
  const codeowners = `/requests/ @acme/orders\n/catalog/ ${owners}\n/policies/ ${owners}\n/.github/ ${owners}\n`
  stage = await stageHere({ files: { '.github/CODEOWNERS': codeowners } })
})
afterAll(() => stage?.stop())

type Opened = { number: number; branch: string; head: string }

async function propose(files: Readonly<Record<string, string | null>>, who = 'otto'): Promise<Opened> {
  const person = stage.github.as(who)
  const branch = `change-${++last}`
  const { sha: head } = await person.push(branch, files, { createFrom: 'main' })
  const { number } = await person.openPull({ title: 'A change of the rules', head: branch, base: 'main' })
  return { number, branch, head }
}

/** What the app has asked of GitHub about a pull request, beside who stands behind names, and each changed file once. */
function spentOn(number: number) {
  const calls = stage.github.calls.filter(({ by }) => by === 'app')
  const count = (path: RegExp, method = 'GET') =>
    calls.filter((call) => call.method === method && path.test(call.path)).length
  return {
    pull: count(new RegExp(`/pulls/${number}$`)),
    commits: count(/\/git\/commits\//),
    trees: count(/\/git\/trees\//),
    // The branch of requests is made once, when a server first sees the repository.
    creations: calls.filter(({ creation, path }) => creation && !path.includes('/git/')).length,
    updates: count(/\/check-runs\//, 'PATCH'),
  }
}

/** The newest run of ours for a commit, once it is complete. */
const concluded = (head: string, known: readonly number[] = []): Promise<ShownCheck> =>
  eventually('a completed check run', async () => {
    const runs = await stage.github.as('rita').checks(head)
    const [newest] = runs.filter(
      ({ name, app, id }) => name === 'daypass/policy' && app?.slug === stage.github.slug && !known.includes(id),
    )
    return newest?.status === 'completed' ? newest : undefined
  })

const concludedAs = (head: string, title: string): Promise<ShownCheck> =>
  eventually(title, async () => {
    const run = await concluded(head)
    return run.output.title?.startsWith(title) ? run : undefined
  })

const annotationsOf = async ({ id }: ShownCheck) => {
  const { owner, name } = stage.github.repository
  const path = `/repos/${owner}/${name}/check-runs/${id}/annotations`
  return (await stage.github.as('rita').request('GET', path)).data as {
    path: string
    start_line: number
    message: string
  }[]
}

const broken = 'package daypass\n\nimport rego.v1\n\ndecision := {"outcome": "allow"\n'

describe('the check run daypass/policy', () => {
  test('is green at once where nothing that governs is touched', async () => {
    const { head } = await propose({ 'notes.txt': 'x\n' })
    const run = await concluded(head)
    expect(run).toMatchObject({ conclusion: 'success', output: { title: 'Changes no rule of access' } })
  })

  test('costs few calls, one of them a creation, and two where nothing has changed', async () => {
    const { github } = stage
    // What is read once, when a server first sees the repository, is read.
    await concluded((await propose({ 'words.txt': 'x\n' })).head)
    await github.settled()
    github.resetCalls()
    const { number, head } = await propose({ 'catalog/example.yml': `${catalog}# no more than a word\n` })
    expect(await concluded(head)).toMatchObject({ conclusion: 'success' })
    // A sweep may come between: it asks for the branch and the repository, too, as a look does, twice at most.
    const { creations, ...asked } = spentOn(number)
    expect(creations).toBe(1)
    // The first look may have come before GitHub had tried the merge.
    expect(asked.pull).toBeLessThanOrEqual(2)
    expect(asked).toMatchObject({ commits: 1, trees: expect.toSatisfy((count: number) => count <= 2) })
    // It says three times at most how far it has come.
    expect(asked.updates).toBeLessThanOrEqual(4)
    github.resetCalls()
    await github.as('otto').editPull(number, { title: 'Only words' })
    await eventually('a look', async () => (spentOn(number).pull > 0 ? true : undefined))
    await github.settled()
    expect(spentOn(number)).toEqual({ pull: 1, commits: 0, trees: 0, creations: 0, updates: 0 })
  })

  test('is red, with the line, where the policy cannot be compiled; and green once that is mended', async () => {
    const { branch, head } = await propose({ 'policies/more.rego': broken })
    const run = await concluded(head)
    expect(run.conclusion).toBe('failure')
    expect(await annotationsOf(run)).toContainEqual(expect.objectContaining({ path: 'policies/more.rego' }))
    const { sha } = await stage.github.as('otto').push(branch, { 'policies/more.rego': null })
    expect(await concluded(sha)).toMatchObject({ conclusion: 'success' })
  })

  test('judges what merging would make, by the catalog and the owners too', async () => {
    const { head } = await propose({ 'catalog/broken.yml': 'resources: [' })
    const run = await concluded(head)
    expect(run.conclusion).toBe('failure')
    expect(await annotationsOf(run)).toContainEqual(expect.objectContaining({ path: 'catalog/broken.yml' }))
  })

  test('shows who would get more, and waits for owners of the rules in force; who is made one by it does not count', async () => {
    const { github } = stage
    const { number, head, branch } = await propose(
      {
        'catalog/example.yml': catalog.replace('    team: "@acme/orders"\n    environment', '    environment'),
        '.github/CODEOWNERS': '* @otto @olga @sam @rita\n',
      },
      'rita',
    )
    const before = await concluded(head)
    expect(before).toMatchObject({
      conclusion: 'action_required',
      output: { title: 'Looser: 2 more policy owners must approve' },
    })
    expect(before.output.summary).toContain('| looser | members: `read` of `orders-api` |')
    await github.as('otto').review(number, 'APPROVE')
    await github.as('sam').review(number, 'APPROVE')
    const one = await concludedAs(head, 'Looser: 1 more policy owner must approve')
    expect(one.conclusion).toBe('action_required')
    await github.as('olga').review(number, 'APPROVE')
    expect(await concludedAs(head, 'Looser, and approved')).toMatchObject({ conclusion: 'success' })
    // Whoever pushes last has no say in what they pushed.
    const { sha: pushed } = await github.as('olga').push(branch, { 'notes.txt': 'by olga\n' })
    await concluded(pushed)
    await github.as('olga').review(number, 'APPROVE')
    await github.as('sam').review(number, 'APPROVE')
    expect(await concludedAs(pushed, 'Looser: 1 more policy owner must approve')).toMatchObject({
      conclusion: 'action_required',
    })
  })

  test('is made once more when somebody asks', async () => {
    const { head } = await propose({ 'notes.txt': 'y\n' })
    const run = await concluded(head)
    await stage.github.as('otto').rerequest(run.id)
    const again = await concluded(head, [run.id])
    expect(again).toMatchObject({ conclusion: 'success' })
    expect(again.external_id).not.toBe(run.external_id)
  })

  test('is made of what a merge queue would merge, where no webhook told of that either', async () => {
    const { deliver } = stage.github
    const { number, head } = await propose({ 'notes.txt': 'queued\n' })
    await concluded(head)
    const { sha } = await stage.github.queuePull(number)
    expect(await concluded(sha)).toMatchObject({ conclusion: 'success' })
    deliver.lose(() => true)
    const behind = await propose({ 'policies/notes.rego': broken })
    const queued = await stage.github.queuePull(behind.number, sha)
    await stage.github.settled()
    deliver.normal()
    await stage.restart()
    expect(await concluded(queued.sha)).toMatchObject({ conclusion: 'failure' })
  })

  test('is found by the sweep where no webhook told', async () => {
    const { deliver } = stage.github
    deliver.lose(() => true)
    const { head } = await propose({ 'notes.txt': 'z\n' })
    await stage.github.settled()
    deliver.normal()
    await stage.restart()
    expect(await concluded(head)).toMatchObject({ conclusion: 'success' })
  })
})
