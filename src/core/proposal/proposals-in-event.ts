import { number, object, type Payload, parts, text } from '../payload.ts'
import { mayTouchGoverned } from '../policy/governed-paths.ts'
import type { Queued } from './proposal-record.ts'

/** The repository that an event is about, and by which installation of the app it is seen. */
export type EventPlace = { id: number; owner: string; name: string; installation: number }

/** Where an event happened; undefined where it does not say so. */
export function repositoryOf(payload: Payload): EventPlace | undefined {
  const { repository, installation } = parts(payload)
  const [id, installed] = [number(repository.id), number(installation.id)]
  const [owner, name] = [text(object(repository.owner).login), text(repository.name)]
  return id && installed && owner !== '' && name !== '' ? { id, owner, name, installation: installed } : undefined
}

/** `pull` undefined: all of the repository that are open; `rerun`: somebody asks for another run; `queued`: a merge queue is about to merge it. */
export type Proposed = { repository: EventPlace; pull: number | undefined; rerun?: true; queued?: Queued }

const proposalActions = ['opened', 'edited', 'closed', 'reopened', 'synchronize', 'ready_for_review']

/** The pull requests against the default branch that an event is about. What they are is found out when they are looked at. */
export function proposalsIn(event: string, payload: Payload): Proposed[] {
  const repository = repositoryOf(payload)
  if (!repository) return []
  const { repository: shown, pull } = parts(payload)
  const action = text(payload.action)
  const queued =
    event === 'push' ? queuedIn(text(payload.ref), text(shown.default_branch), text(payload.after)) : undefined
  if (queued) return [{ repository, ...queued }]
  if (event === 'push') return changedRepositories(event, payload).map(() => ({ repository, pull: undefined }))
  if ((event === 'check_run' || event === 'check_suite') && action === 'rerequested') {
    const about = object(payload[event]).pull_requests
    const named = (Array.isArray(about) ? about : []).flatMap((one) => number(object(one).number) ?? [])
    // Of a fork GitHub names none: whichever it is has its run looked at.
    if (named.length === 0) return [{ repository, pull: undefined, rerun: true }]
    return named.map((one) => ({ repository, pull: one, rerun: true }))
  }
  const base = object(pull.base).ref
  // One that was turned to another branch has a run to be closed.
  const isAgainst = base === shown.default_branch || parts(payload).changes.base !== undefined
  const isAbout =
    (event === 'pull_request' && proposalActions.includes(action)) ||
    (event === 'pull_request_review' && ['submitted', 'dismissed'].includes(action))
  const found = number(pull.number)
  return isAbout && isAgainst && found ? [{ repository, pull: found }] : []
}

/** `gh-readonly-queue/<base>/pr-<number>-<commit onto which it is put>`; undefined: another branch, or one that is gone. */
export function queuedIn(ref: string, base: string, commit: string): { pull: number; queued: Queued } | undefined {
  const prefix = `refs/heads/gh-readonly-queue/${base}/`
  if (base === '' || !ref.startsWith(prefix)) return undefined
  const [, named, onto] = /^pr-([1-9]\d{0,9})-([0-9a-f]{40})$/.exec(ref.slice(prefix.length)) ?? []
  const pull = number(Number(named))
  if (!pull || !onto || !/^[0-9a-f]{40}$/.test(commit) || /^0+$/.test(commit)) return undefined
  return { pull, queued: { commit, onto } }
}

/** Repositories whose governed files, visibility or accessibility may have changed. */
export function changedRepositories(event: string, payload: Payload): number[] {
  const { repository } = parts(payload)
  const here = number(repository.id)
  if (event === 'push') {
    const isDefault = payload.ref === `refs/heads/${text(repository.default_branch)}`
    return here && isDefault && mayTouchGoverned(payload) ? [here] : []
  }
  if (event === 'repository') return here ? [here] : []
  if (event !== 'installation' && event !== 'installation_repositories') return []
  const named = [payload.repositories, payload.repositories_removed].filter(Array.isArray).flat()
  return named.flatMap((item) => number(object(item).id) ?? [])
}
