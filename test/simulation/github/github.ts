import type { EngineParts } from '../../../src/compose/engine.ts'
import { DaypassError, isDaypassError } from '../../../src/core/error.ts'
import { stateLabelLooks } from '../../../src/core/rendering/label-looks.ts'
import { startsLikeRequest } from '../../../src/core/request/form-start.ts'
import type { SignedCheckpoint } from '../../../src/core/trail/checkpoint.ts'
import type { Directory } from '../../../src/ports/directory.ts'
import type { Issues } from '../../../src/ports/issues.ts'
import type { LostEvents } from '../../../src/ports/lost-events.ts'
import type { OwnerPeople, Owners } from '../../../src/ports/owners.ts'
import { contentsOf } from '../world/governed-files.ts'
import { bot, people, repository, shownRepository, sshKeyOf, teamId, teamTree } from '../world/setting.ts'
import type { World } from '../world/world.ts'
import type { Calls } from './calls.ts'
import { createChecks, createProposed } from './github-proposals.ts'
import { createPulls } from './github-pulls.ts'

const gone = () => new DaypassError('GITHUB_GONE', 'The issue was deleted.')
const missing = () => new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')

/** Everything that the engine asks of GitHub, answered from the world. `redeliver`: has failed deliveries sent again. */
export function createGitHub(world: World, through: Calls, redeliver: () => number) {
  const calls = admitted(world, through)
  return {
    issues: createIssues(world, calls),
    directory: createDirectory(world, calls),
    repository: {
      visibility: () => calls.read('repository.visibility', (at) => placeAt(world, at)),
      read: () =>
        calls.read('repository.read', (at) => {
          const commit = world.main.tip.asOf(at) ?? world.main.tip.newest
          const { name, private: isPrivate } = placeAt(world, at)
          const shown = { ...shownRepository, name, fullName: `acme/${name}`, private: isPrivate }
          return { ...contentsOf(world.main.filesAt(commit)), repository: shown, commit }
        }),
    },
    proposed: createProposed(world, calls),
    checks: createChecks(world, calls),
    requiresCheck: () => calls.read('requiresCheck', () => world.main.isGuarded),
    pulls: createPulls(world, calls),
    owners: createOwners(world, calls),
    teams: {
      of: () => calls.read('teams.of', () => teamTree),
      mayWrite: () => calls.read('teams.mayWrite', () => false),
    },
    github: {
      lost: createLost(world, calls, redeliver),
      ownLogin: () => bot.login,
      learnOwnName: async () => undefined,
      openToOthers: async () => [],
      refresh: async () => undefined,
      checkpoints: createPlace(calls),
      labels: {
        all: () => calls.read('labels.all', () => [...stateLabelLooks]),
        create: async () => undefined,
        change: async () => undefined,
      },
    } satisfies EngineParts['github'],
  }
}

const placeAt = (world: World, at: number) => world.place.asOf(at) ?? world.place.newest

/** What GitHub does for an app that is let in, and in a repository that can still be written. */
function admitted(world: World, calls: Calls): Calls {
  const letIn = (): void => {
    const { reach } = world.place.newest
    if (reach !== 'there') throw new DaypassError('GITHUB_SHUT_OUT', `The app is ${reach}.`)
  }
  return {
    ...calls,
    read: (name, work) =>
      calls.read(name, (at) => {
        letIn()
        return work(at)
      }),
    write: (name, work) =>
      calls.write(name, () => {
        letIn()
        const isRead = world.place.newest.archived && !name.startsWith('lost.')
        if (isRead) throw new DaypassError('GITHUB_REFUSED', 'Repository was archived so is read-only.')
        return work()
      }),
  }
}

function createIssues(world: World, calls: Calls): Issues {
  const newest = (issue: number) => {
    const found = world.issues.get(issue)
    if (found && found.versions.newest === undefined) throw gone()
    if (!found && !world.pulls.has(issue)) throw missing()
  }
  return {
    read: ({ issue }) =>
      calls.read('issues.read', (at) => {
        const found = world.issues.get(issue)
        if (!found) throw missing()
        const isThere = found.versions.since(0).length > 0 && found.versions.asOf(at) !== undefined
        if (!isThere) throw found.versions.newest === undefined ? gone() : missing()
        const seen = found.versions.asOf(at)
        if (!seen) throw missing()
        return structuredClone({ ...seen, comments: world.commentsAt(issue, at).length })
      }),
    comments: ({ issue }) =>
      calls.read('issues.comments', (at) => {
        newest(issue)
        return structuredClone(world.commentsAt(issue, at)).map((one) => ({ ...one, ours: one.author.id === bot.id }))
      }),
    comment: ({ issue }, body) =>
      calls.write('issues.comment', () => {
        newest(issue)
        if (world.issues.get(issue)?.versions.newest?.locked)
          throw new DaypassError('GITHUB_REFUSED', 'Unable to create comment because issue is locked.')
        return world.comment(issue, bot, body)
      }),
    editComment: ({ issue }, id, body) =>
      calls.write('issues.editComment', () => {
        newest(issue)
        if (!world.editComment(issue, id, bot, body)) throw missing()
      }),
    change: ({ issue }, { title, labels, state }) =>
      calls.write('issues.change', () => {
        newest(issue)
        const closing = state === 'closed' ? { open: false, closedBy: bot } : {}
        const opening = state === 'open' ? { open: true, closedBy: undefined } : {}
        const change = {
          ...(title ? { title } : {}),
          ...(labels ? { labels: [...labels] } : {}),
          ...closing,
          ...opening,
        }
        world.changeIssue(issue, bot, change, 'edited')
      }),
  }
}

function createDirectory(world: World, calls: Calls): Directory {
  const isMember = async (id: number): Promise<boolean> => {
    try {
      return await calls.read('directory.isMember', (at) => world.members.get(id)?.asOf(at) ?? false)
    } catch (error) {
      // For a membership, this is how GitHub says no.
      if (isDaypassError(error, 'GITHUB_NOT_FOUND')) return false
      throw error
    }
  }
  return {
    isOwner: async () => false,
    isMember: (_repository, { id }) => isMember(id),
    teamsOf: async () => [],
    permission: async () => 'write',
    sshKeys: (_repository, { id }) =>
      calls.read('directory.sshKeys', (at) =>
        world.keys.get(id)?.asOf(at) === false ? [] : [{ key: sshKeyOf(id), createdAt: '2025-01-01T00:00:00Z' }],
      ),
  }
}

function createOwners(world: World, calls: Calls): Owners {
  const standing = (name: string, at: number): OwnerPeople => {
    if (name === '@acme/security') return { people: world.team.asOf(at) ?? [], team: teamId }
    const person = people.find(({ login }) => name === `@${login}`)
    // Whoever has left the organisation cannot write here any more.
    if (person && world.members.get(person.id)?.asOf(at) !== false) return { people: [person] }
    return { people: [], nobody: 'nobody here has this name' }
  }
  return {
    peopleOf: (_repository, names) =>
      calls.read('owners.peopleOf', (at) => new Map(names.map((name) => [name, standing(name, at)]))),
  }
}

function createLost(world: World, calls: Calls, redeliver: () => number): LostEvents {
  const remembered = new Map<number, string>()
  return {
    redeliverFailures: () => calls.write('lost.redeliver', redeliver),
    openRequests: () =>
      calls.read('lost.openRequests', (at) =>
        calls.cut([...world.issues.values()]).flatMap(({ number, versions }) => {
          const issue = versions.asOf(at)
          if (!issue?.open || issue.isPull || versions.newest === undefined || !startsLikeRequest(issue.body)) return []
          const key = { repository: repository.id, issue: number }
          return [{ key, repository, looksLikeRequest: true, changedAt: issue.updatedAt.toISOString() }]
        }),
      ),
    async openPulls() {
      return {
        requests: await calls.read('lost.openPulls', (at) =>
          calls.cut([...world.issues.values()]).flatMap(({ number, versions }) => {
            const issue = versions.asOf(at)
            if (!issue?.open || !issue.isPull) return []
            const key = { repository: repository.id, issue: number }
            return [{ key, repository, looksLikeRequest: true, changedAt: issue.updatedAt.toISOString() }]
          }),
        ),
        compare: (number) =>
          calls.read('lost.compare', (at) => {
            const pull = world.pulls.get(number)
            const reviews = [...(pull?.reviews.values() ?? [])].map((one) => one.asOf(at))
            const seen = JSON.stringify([pull?.versions.asOf(at), reviews])
            return { changed: remembered.get(number) !== seen, remember: () => remembered.set(number, seen) }
          }),
      }
    },
    enrolledRepositories: () => calls.read('lost.enrolled', () => [repository]),
  }
}

function createPlace(calls: Calls): EngineParts['github']['checkpoints'] {
  const placed = new Map<number, SignedCheckpoint>()
  return {
    name: 'branch',
    last: (id) =>
      calls.read('checkpoints.last', () =>
        placed.has(id) ? { kind: 'there' as const, newest: placed.get(id), strange: [] } : { kind: 'absent' as const },
      ),
    put: (checkpoint) =>
      calls.write('checkpoints.put', () => {
        placed.set(checkpoint.checkpoint.repository, checkpoint)
      }),
  }
}
