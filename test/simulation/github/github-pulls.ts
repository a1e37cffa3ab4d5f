import { DaypassError } from '../../../src/core/error.ts'
import { ledgerBranch } from '../../../src/core/request/branch-names.ts'
import type { PullRequests } from '../../../src/ports/pull-requests.ts'
import { bot } from '../world/setting.ts'
import type { SimulatedPull } from '../world/simulated-pull.ts'
import type { World } from '../world/world.ts'
import type { Calls } from './calls.ts'

/** The grant pull requests, as the world has them. */
export function createPulls(world: World, calls: Calls): PullRequests {
  const found = (number: number): SimulatedPull => {
    const pull = world.pulls.get(number)
    if (!pull) throw new DaypassError('GITHUB_NOT_FOUND', 'There is no such pull request.')
    return pull
  }
  return {
    prepare: (_repository, codeowners) =>
      calls.write('pulls.prepare', () => {
        const before = world.branches.get(ledgerBranch)
        const files = world.filesOf(before)
        const path = '.github/CODEOWNERS'
        if (before !== undefined && files.get(path) === codeowners) return before
        const after = world.commit(before, new Map([...files, [path, codeowners ?? '']]))
        world.branches.set(ledgerBranch, after)
        return after
      }),
    commit: (_key, { branch, path, file }, onto) =>
      calls.write('pulls.commit', () => {
        const kept = world.branches.get(branch)
        if (kept !== undefined && isMade(world, kept, onto, path, file)) return kept
        const head = world.commit(onto, new Map([...world.filesOf(onto), [path, file]]))
        world.branches.set(branch, head)
        const open = openFrom(world, branch)
        if (open) world.changePull(open.number, bot, { head }, 'synchronize')
        return head
      }),
    open: (_key, { branch, base, title, body }) =>
      calls.write('pulls.open', () => {
        const open = openFrom(world, branch) ?? world.openPull({ title, body, headRef: branch, baseRef: base })
        return open.versions.newest
      }),
    read: (_key, number) =>
      calls.read('pulls.read', (at) => {
        const seen = found(number).versions.asOf(at)
        if (!seen) throw new DaypassError('GITHUB_NOT_FOUND', 'It is not seen yet.')
        return structuredClone(seen)
      }),
    reviews: (_key, number) =>
      calls.read('pulls.reviews', (at) => {
        const { versions, reviews, readSince } = found(number)
        if (versions.newest.merged) readSince.push(at)
        return [...reviews.values()].flatMap((one) => structuredClone(one.asOf(at)) ?? [])
      }),
    rewrite: (_key, number, text) =>
      calls.write('pulls.rewrite', () => world.changePull(found(number).number, bot, text, 'edited')),
    merge: (_key, number, head) =>
      calls.write('pulls.merge', () => {
        const { newest } = found(number).versions
        if (newest.head !== head) throw new DaypassError('PULL_MOVED', 'The head is another one by now.')
        if (!newest.open) throw new DaypassError('PULL_NOT_MERGEABLE', 'It is not open.')
        const base = world.branches.get(newest.baseRef)
        const commit = world.commit(base, new Map([...world.filesOf(base), ...world.filesOf(head)]))
        world.branches.set(newest.baseRef, commit)
        const merged = { open: false, merged: true, mergedByUs: true, mergeCommit: commit }
        world.changePull(number, bot, merged, 'closed')
        return commit
      }),
    changes: (_key, { base, head }) =>
      calls.read('pulls.changes', () => {
        const before = world.filesOf(base)
        return [...world.filesOf(head).keys()].flatMap((path) => (before.has(path) ? [] : [{ path, status: 'added' }]))
      }),
    fileAt: (_key, commit, path) => calls.read('pulls.fileAt', () => world.filesOf(commit).get(path)),
    close: (_key, number) =>
      calls.write('pulls.close', () => {
        if (found(number).versions.newest.open)
          world.changePull(number, bot, { open: false, closedBy: bot.id }, 'closed')
      }),
    deleteBranch: (_key, branch) =>
      calls.write('pulls.deleteBranch', () => {
        world.branches.delete(branch)
        const open = openFrom(world, branch)
        if (open) world.changePull(open.number, bot, { open: false, closedBy: bot.id }, 'closed')
      }),
  }
}

/** Whether an earlier try of ours has made this commit: nobody else of a schedule puts the file of a request on a branch alone. */
function isMade(world: World, commit: string, onto: string, path: string, file: string): boolean {
  const [before, files] = [world.filesOf(onto), world.filesOf(commit)]
  const isOnly = !before.has(path) && files.size === before.size + 1 && files.get(path) === file
  return isOnly && world.commits.get(commit)?.parent === onto
}

function openFrom(world: World, branch: string): SimulatedPull | undefined {
  return [...world.pulls.values()].find(({ versions: { newest } }) => newest.open && newest.headRef === branch)
}
