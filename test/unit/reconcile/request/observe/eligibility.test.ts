import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../../src/core/error.ts'
import { nextLook } from '../../../../../src/core/lifecycle/timing/next-look.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { entitledAmong, ineligibilityOf } from '../../../../../src/reconcile/request/observe/eligibility.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { begins, decided, granted } from '../../../core/record-samples.ts'

const requester = { id: 7, login: 'requester', type: 'User' as const }
const issue = (set: Partial<Issue> = {}): Issue =>
  ({ author: requester, open: true, closedBy: undefined, ...set }) as Issue
const later = (seconds: number) => new Date(begins.getTime() + seconds * 1000)
const active: RequestRecord = { ...granted('active'), memberOf: ['@acme/orders'] }

type World = {
  permission?: string
  archived?: boolean
  private?: boolean
  allowPublic?: boolean
  served?: boolean | Error
  /** What the grant's connector is by now; the samples were begun by a postgres. */
  kind?: string
  notices?: number
  /** Teams and organisation, as GitHub has them now. */
  teams?: string[] | Error
  member?: boolean
  owner?: number[]
  owns?: number[]
}

/** Ports over a small world; `asked` lists what was asked about people. */
function portsOf(world: World): { ports: Ports; asked: string[] } {
  const asked: string[] = []
  const throwing = <T>(value: T | Error): T => {
    if (value instanceof Error) throw value
    return value
  }
  const ports = {
    allowPublic: world.allowPublic ?? false,
    repository: {
      visibility: async () => ({ archived: world.archived ?? false, private: world.private ?? true }),
      read: async () => ({ codeowners: '/requests/ @acme/owners\n', problems: [] }),
    },
    requests: { notices: async () => ({ pull: 0, comments: 0, person: world.notices ?? 0 }) },
    connectorFor: (_repository: number, name: string, type: string) => {
      const { served = true, kind = 'postgres' } = world
      if (kind !== type) throw new DaypassError('CONNECTOR_GONE', `${name} is no ${type}`)
      if (served instanceof Error) throw served
      if (!served) throw new DaypassError('CONNECTOR_UNKNOWN', 'gone')
    },
    directory: {
      isMember: async () => {
        asked.push('member')
        return world.member ?? true
      },
      teamsOf: async (_repository: number, _person: object, teams: string[]) => {
        asked.push('teams')
        const mine = throwing(world.teams ?? teams)
        return teams.filter((team) => mine.includes(team))
      },
      permission: async () => world.permission ?? 'none',
      isOwner: async (_repository: number, { id }: { id: number }) => {
        asked.push(`owner ${id}`)
        return (world.owner ?? []).includes(id)
      },
    },
    owners: {
      peopleOf: async (_repository: number, names: string[]) =>
        new Map(names.map((name) => [name, { people: (world.owns ?? []).map((id) => ({ id, login: `p${id}` })) }])),
    },
  }
  return { ports: ports as unknown as Ports, asked }
}

function standing(world: World, record = active, now = later(60)) {
  return ineligibilityOf(portsOf(world).ports, record, issue(), { now, notices: world.notices ?? 0 })
}

describe('why what is not decided cannot go on', () => {
  const undecided = { ...decided('pending', 'review'), state: 'undecided', tries: 1 } as unknown as RequestRecord
  test.each<[string, World, RequestRecord, string | undefined]>([
    ['the repository was archived meanwhile', { archived: true }, undecided, 'archived'],
    ['nothing', {}, undecided, undefined],
    ['public, which is told when it is decided', { private: false }, undecided, undefined],
    ['the repository was archived before the first look', { archived: true }, { ...undecided, tries: 0 }, 'archived'],
  ])('%s', async (_, world, record, expected) => {
    expect((await standing(world, record))?.ineligible).toBe(expected)
  })
})

describe('why a grant cannot go on', () => {
  test.each<[string, World, string | undefined]>([
    ['nothing', {}, undefined],
    ['the repository was archived', { archived: true }, 'archived'],
    ['the repository was made public', { private: false }, 'public'],
    ['public, which the deployment allows', { private: false, allowPublic: true }, undefined],
    ['the connector was dropped', { served: false }, 'connector'],
    ['the connector is of another kind by now', { kind: 'token' }, 'connector'],
    ['the repository may not use it', { served: new DaypassError('CONNECTOR_NOT_ALLOWED', 'x') }, 'connector'],
    ['membership, said by a webhook', { notices: 1, teams: [] }, 'left'],
    ['a notice that changed nothing', { notices: 1 }, undefined],
  ])('%s', async (_, world, expected) => {
    expect((await standing(world))?.ineligible).toBe(expected)
  })

  test('what goes wrong in asking is no reason to end, and no reason to go on', async () => {
    await expect(standing({ served: new DaypassError('STORE_UNAVAILABLE', 'x') })).rejects.toThrow()
    await expect(standing({ notices: 1, teams: new DaypassError('GITHUB_UNAVAILABLE', 'x') })).rejects.toThrow()
  })

  test('a request that waits stops where the repository can hold none; its person is asked about at the grant', async () => {
    const pending = decided('pending', 'review')
    expect(await standing({ archived: true }, pending)).toEqual({ ineligible: 'archived' })
    expect(await standing({ private: false }, pending)).toEqual({ ineligible: 'public' })
    const { ports, asked } = portsOf({ notices: 5, teams: [], member: false, served: false })
    expect(await ineligibilityOf(ports, pending, issue(), { now: later(60), notices: 5 })).toBeUndefined()
    expect(asked).toEqual([])
  })
})

describe('membership, when its webhook was lost', () => {
  test.each([
    [0, false],
    [899, false],
    [900, true],
    [4000, true],
  ])('%d s after the start: asked %s', async (seconds, isAsked) => {
    const { ports, asked } = portsOf({ teams: [] })
    const seen = await ineligibilityOf(ports, active, issue(), { now: later(seconds), notices: 0 })
    expect(seen?.ineligible).toBe(isAsked ? 'left' : undefined)
    expect(asked).toEqual(isAsked ? ['teams'] : [])
  })

  test('every quarter of an hour, and a look is planned for each', async () => {
    let record = active
    for (const seconds of [900, 1800, 2700]) {
      expect(nextLook(record, later(seconds - 1))).toEqual(later(seconds))
      const seen = await standing({}, record, later(seconds))
      expect(seen).toEqual({ membership: { at: later(seconds).toISOString(), notices: 0 } })
      record = { ...record, ...(seen?.membership ? { membership: seen.membership } : {}) }
    }
    expect((await standing({ teams: [] }, record, later(3600)))?.ineligible).toBe('left')
  })

  test('a notice is acted on once', async () => {
    const seen = await standing({ notices: 3 })
    expect(seen?.membership?.notices).toBe(3)
    const looked = { ...active, ...(seen?.membership ? { membership: seen.membership } : {}) }
    const { ports, asked } = portsOf({ notices: 3 })
    await ineligibilityOf(ports, looked, issue(), { now: later(120), notices: 3 })
    expect(asked).toEqual([])
  })

  test.each<[string, World, string[], string | undefined]>([
    ['of every team that the decision rested on', { teams: ['@acme/orders'] }, ['@acme/orders', '@acme/x'], 'left'],
    ['of the teams alone, whoever else is a member', { teams: [], member: true }, ['@acme/orders'], 'left'],
    ['of the organisation where no team counted', { member: false, teams: [] }, [], 'left'],
    ['of the organisation, still', { member: true, teams: [] }, [], undefined],
    [
      'of the organisation where the team is gone',
      { teams: new DaypassError('TEAM_UNKNOWN', 'x'), member: false },
      ['@acme/orders'],
      'left',
    ],
    [
      'of a team that was renamed says nothing about the person',
      { teams: new DaypassError('TEAM_UNKNOWN', 'x'), member: true },
      ['@acme/orders'],
      undefined,
    ],
  ])('%s', async (_, world, memberOf, expected) => {
    expect((await standing({ ...world, notices: 1 }, { ...active, memberOf }))?.ineligible).toBe(expected)
  })
})

describe('what a grant rests on where its requester was no member', () => {
  test.each<[string, World, RequestRecord['affiliation'], string | undefined]>([
    [
      'a guest who has access to the repository',
      { member: false, permission: 'read' },
      'outside-collaborator',
      undefined,
    ],
    ['a guest who has none any more', { member: false, permission: 'none' }, 'outside-collaborator', 'left'],
    [
      'a guest who reads what everybody reads',
      { member: false, permission: 'read', private: false, allowPublic: true },
      'outside-collaborator',
      'left',
    ],
    ['a guest who has become a member', { member: true, permission: 'none' }, 'outside-collaborator', undefined],
    ['a member who is a guest by now', { member: false, permission: 'read' }, 'member', 'left'],
    ['a member of before it was noted', { member: false, permission: 'read' }, undefined, 'left'],
    ['a machine, which belongs nowhere', { member: false, permission: 'none' }, 'none', undefined],
  ])('%s', async (_, world, affiliation, expected) => {
    const record = { ...active, memberOf: [], ...(affiliation ? { affiliation } : {}) }
    expect((await standing({ ...world, teams: [], notices: 1 }, record))?.ineligible).toBe(expected)
  })
})

describe('who else may end it', () => {
  const revoke = (by: number, name = 'revoke') => ({ name, by, login: `p${by}`, rest: '' })
  const ofIssue = (closedBy: number, type: 'User' | 'Bot' = 'User') =>
    issue({ open: false, closedBy: { id: closedBy, login: `p${closedBy}`, type } })

  test.each<[string, World, Issue, ReturnType<typeof revoke>[], number[]]>([
    ['nobody who said nothing', { owns: [8], owner: [9] }, issue(), [], []],
    ['an owner of the resource', { owns: [8] }, issue(), [revoke(8)], [8]],
    ['an owner of the organisation', { owner: [9] }, issue(), [revoke(9)], [9]],
    ['not somebody else', { owns: [8], owner: [9] }, issue(), [revoke(10)], []],
    ['who may, whatever they say: they are answered', { owns: [8] }, issue(), [revoke(8, 'done')], [8]],
    ['nobody for asking why', { owns: [8] }, issue(), [revoke(8, 'explain')], []],
    ['an owner who closed it', { owns: [8] }, ofIssue(8), [], [8]],
    ['not somebody else who closed it', { owns: [8] }, ofIssue(10), [], []],
    ['no bot, whatever it owns', { owns: [8], owner: [8] }, ofIssue(8, 'Bot'), [], []],
    ['the requester needs no such right', { owns: [7], owner: [7] }, ofIssue(7), [revoke(7)], []],
    ['of several, those who may', { owns: [8], owner: [9] }, issue(), [revoke(10), revoke(9), revoke(8)], [9, 8]],
  ])('%s', async (_, world, seen, commands, expected) => {
    expect(await entitledAmong(portsOf(world).ports, active, seen, commands)).toEqual(expected)
  })

  test('GitHub is asked about nobody when there is nobody to ask about', async () => {
    const { ports, asked } = portsOf({ owns: [8] })
    await entitledAmong(ports, active, issue(), [revoke(8, 'done')])
    await entitledAmong(ports, active, issue({ closedBy: { id: 8, login: 'p8', type: 'User' } }), [])
    expect(asked).toEqual([])
  })
})
