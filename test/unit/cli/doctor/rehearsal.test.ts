import { describe, expect, it } from 'vitest'
import { rehearse } from '../../../../src/cli/doctor/rehearsal.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import type { Pull, PullRequests } from '../../../../src/ports/pull-requests.ts'
import { createHealth, type Health, ruleOf } from './inspection-samples.ts'

type Step = 'prepare' | 'commit' | 'open' | 'merge' | 'remove' | 'delete'
type Stage = { health: Health; did: string[]; branches: Set<string>; files: Map<string, string> }

/** A GitHub that does what the pull desk asks of it, but for one step. */
function createStage(breaks?: Step, fault = new DaypassError('GITHUB_REFUSED', 'GitHub refuses.')): Stage {
  const health = createHealth()
  const did: string[] = []
  const branches = new Set<string>()
  const files = new Map<string, string>()
  const step = (name: Step): void => {
    if (name === breaks) throw fault
    did.push(name)
  }
  let proposed: [string, string] = ['', '']
  const pulls: Partial<PullRequests> = {
    prepare: async () => {
      step('prepare')
      return 'base'
    },
    commit: async (_key, { branch, path, file }) => {
      step('commit')
      branches.add(branch)
      proposed = [path, file]
      return 'head'
    },
    open: async () => {
      step('open')
      return { number: 5 } as Pull
    },
    merge: async () => {
      step('merge')
      files.set(...proposed)
      return 'merged'
    },
    fileAt: async (_key, _commit, path) => files.get(path),
    close: async () => void did.push('close'),
    deleteBranch: async (_key, branch) => {
      did.push('delete')
      if (breaks !== 'delete') branches.delete(branch)
    },
  }
  health.looks.rehearsal = {
    pulls: async () => pulls as PullRequests,
    removeRequest: async (_repository, path) => {
      step('remove')
      files.delete(path)
    },
    branchExists: async (_repository, branch) => branches.has(branch),
  }
  return { health, did, branches, files }
}

const run = async ({ health }: Stage): Promise<string[]> =>
  (await rehearse(health.looks, health.governance)).map(({ state, message }) => `${state} ${message}`)

describe('daypass doctor --rehearse', () => {
  it('does what every approval does, and takes it back', async () => {
    const stage = createStage()
    expect(await run(stage)).toEqual([expect.stringMatching(/^well /)])
    expect(stage.did).toEqual(['prepare', 'commit', 'open', 'merge', 'remove', 'delete'])
    expect([...stage.branches, ...stage.files.keys()]).toEqual([])
  })

  const stops: [Step, string, string[]][] = [
    ['prepare', 'Could not prepare the branch requests: GitHub refuses.', []],
    ['commit', 'Could not write daypass/rehearsal: GitHub refuses.', []],
    ['open', 'Could not open the pull request: GitHub refuses.', ['delete']],
    ['merge', 'Could not merge it: GitHub refuses.', ['close', 'delete']],
  ]
  it.each(stops)('names what stops it at %s, and leaves nothing behind', async (step, words, cleaned) => {
    const stage = createStage(step)
    expect(await run(stage)).toEqual([`wrong ${words}`])
    expect(stage.did.slice(stage.did.length - cleaned.length)).toEqual(cleaned)
    expect([...stage.branches, ...stage.files.keys()]).toEqual([])
  })

  it('names the rules that bind the app there', async () => {
    const stage = createStage('merge', new DaypassError('PULL_NOT_MERGEABLE', 'GitHub does not merge it.'))
    stage.health.rules.requests = [ruleOf('required_signatures', false), ruleOf('update', true)]
    expect((await run(stage))[0]).toContain(
      'Rules on requests that bind the app: `required_signatures` of the ruleset 12 (acme/access).',
    )
  })

  it('sees a branch that could not be deleted, although GitHub says nothing', async () => {
    const stage = createStage('delete')
    const [first, second] = await run(stage)
    expect(first).toContain('Could not delete daypass/rehearsal: GitHub does not let the app delete it.')
    expect(second).toContain('delete the branch daypass/rehearsal')
  })

  it('says what it could not take back', async () => {
    const stage = createStage('remove')
    const found = await run(stage)
    expect(found[0]).toContain('Could not remove the trial file from requests')
    expect(found[1]).toMatch(/could not be taken back: remove requests\/daypass-rehearsal\/\d+\.yml from requests/)
    expect(stage.branches.size).toBe(0)
  })

  it('does not take another file for its own', async () => {
    const stage = createStage()
    const pulls = await stage.health.looks.rehearsal.pulls()
    stage.health.looks.rehearsal.pulls = async () => ({ ...pulls, fileAt: async () => 'something else' })
    expect((await run(stage))[0]).toContain('What was merged is not what was proposed')
  })

  it('does nothing while CODEOWNERS cannot be understood', async () => {
    const stage = createStage()
    stage.health.governance.codeowners = '[x] @y\n'
    await expect(run(stage)).rejects.toThrow('CODEOWNERS has a line')
    expect(stage.did).toEqual([])
  })
})
