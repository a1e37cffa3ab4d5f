import { DaypassError } from '../../../src/core/error.ts'
import type { CheckRuns } from '../../../src/ports/check-runs.ts'
import type { Proposals } from '../../../src/ports/proposals.ts'
import { contentsOf, type Files, listingOf } from '../world/governed-files.ts'
import { mainBranch } from '../world/setting.ts'
import type { World } from '../world/world.ts'
import type { Calls } from './calls.ts'

const missing = () => new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')

/** Pull requests against the default branch, as the world has them. No merge queue is simulated. */
export function createProposed({ main, pulls }: World, calls: Calls): Proposals {
  const below = 'policies/'
  const policyIn = (files: Files) =>
    new Map([...files].flatMap(([path, text]) => (path.startsWith(below) ? [[path.slice(below.length), text]] : [])))
  return {
    read: ({ issue }) =>
      calls.read('proposed.read', (at) => {
        const seen = pulls.get(issue)?.versions.asOf(at)
        if (!seen) throw missing()
        const { open, baseRef: base, head, author, merged } = seen
        const onto = main.tip.asOf(at) ?? main.tip.newest
        const isTried = open && !merged && main.proposals.has(issue)
        const merge = isTried ? main.tried(issue, head, onto) : null
        return { open, base, head, author: author.id, defaultBranch: mainBranch, merge }
      }),
    tip: () => calls.read('proposed.tip', (at) => main.tip.asOf(at) ?? main.tip.newest),
    listing: (_repository, commit) => calls.read('proposed.listing', () => listingOf(main.filesAt(commit))),
    files: (_repository, commit) =>
      calls.read('proposed.files', () => {
        const files = main.filesAt(commit)
        return { ...contentsOf(files), policy: policyIn(files) }
      }),
    queued: () => calls.read('proposed.queued', () => []),
    open: () =>
      calls.read('proposed.open', (at) =>
        calls.cut([...main.proposals.values()]).flatMap(({ pull: { number, versions } }) => {
          const seen = versions.asOf(at)
          return seen?.open ? [{ number, head: seen.head }] : []
        }),
      ),
  }
}

/** Our check runs. */
export function createChecks({ main }: World, calls: Calls): CheckRuns {
  return {
    of: (_repository, head) =>
      calls.read('checks.of', (at) => {
        const newest = new Map<string, { id: number; name: string; conclusion?: string }>()
        for (const one of main.checks.values()) {
          if (one.head !== head || one.conclusion.begun > at) continue
          const conclusion = one.conclusion.asOf(at)
          newest.set(one.name, { id: one.id, name: one.name, ...(conclusion === undefined ? {} : { conclusion }) })
        }
        return [...newest.values()]
      }),
    create: (_repository, { head, name, conclusion }) =>
      calls.write('checks.create', () => main.createCheck(head, name, conclusion)),
    update: (_repository, run, { conclusion }) =>
      calls.write('checks.update', () => {
        if (!main.updateCheck(run, conclusion)) throw missing()
      }),
  }
}
