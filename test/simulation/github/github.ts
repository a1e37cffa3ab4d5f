import type { EngineParts } from '../../../src/compose/engine.ts'
import { DaypassError, isDaypassError } from '../../../src/core/error.ts'
import { stateLabelLooks } from '../../../src/core/rendering/label-looks.ts'
import { startsLikeRequest } from '../../../src/core/request/form-start.ts'
import type { SignedCheckpoint } from '../../../src/core/trail/checkpoint.ts'
import type { Directory } from '../../../src/ports/directory.ts'
import type { Issues } from '../../../src/ports/issues.ts'
import type { LostEvents } from '../../../src/ports/lost-events.ts'
import type { OwnerPeople, Owners } from '../../../src/ports/owners.ts'
import { bot, governance, owners, people, repository, security, sshKeyOf } from '../world/setting.ts'
import type { World } from '../world/world.ts'
import type { Calls } from './calls.ts'
import { createPulls } from './github-pulls.ts'

const gone = () => new DaypassError('GITHUB_GONE', 'The issue was deleted.')
const missing = () => new DaypassError('GITHUB_NOT_FOUND', 'It is not seen.')

/** Everything that the engine asks of GitHub, answered from the world. `redeliver`: has failed deliveries sent again. */
export function createGitHub(world: World, calls: Calls, redeliver: () => number) {
  return {
    issues: createIssues(world, calls),
    directory: createDirectory(world, calls),
    repository: {
      visibility: () => calls.read('repository.visibility', () => ({ private: true, archived: false })),
      read: () => calls.read('repository.read', () => governance),
    },
    pulls: createPulls(world, calls),
    owners: createOwners(calls),
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
      calls.read('directory.sshKeys', () => [{ key: sshKeyOf(id), createdAt: '2025-01-01T00:00:00Z' }]),
  }
}

function createOwners(calls: Calls): Owners {
  const standing = (name: string): OwnerPeople => {
    if (name === '@acme/security') return { people: security, team: 501 }
    const person = people.find(({ login }) => name === `@${login}`)
    return person ? { people: [person] } : { people: [], nobody: 'nobody has this name' }
  }
  return {
    peopleOf: (_repository, names) =>
      calls.read('owners.peopleOf', () => new Map(names.map((name) => [name, standing(name)]))),
  }
}

export const mayFill = (from: string): readonly number[] =>
  (from === 'code-owners' ? owners : security).map(({ id }) => id)

function createLost(world: World, calls: Calls, redeliver: () => number): LostEvents {
  const remembered = new Map<number, string>()
  return {
    redeliverFailures: () => calls.write('lost.redeliver', redeliver),
    openRequests: () =>
      calls.read('lost.openRequests', (at) =>
        [...world.issues.values()].flatMap(({ number, versions }) => {
          const issue = versions.asOf(at)
          if (!issue?.open || versions.newest === undefined || !startsLikeRequest(issue.body)) return []
          const key = { repository: repository.id, issue: number }
          return [{ key, repository, looksLikeRequest: true, changedAt: issue.updatedAt.toISOString() }]
        }),
      ),
    async openPulls() {
      return {
        requests: [],
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
