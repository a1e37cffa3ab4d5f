import { DaypassError } from '../../../src/core/error.ts'
import { type Lendable, lendingType } from '../../../src/core/lending/loans.ts'
import type { Lending, OpenLending, Standing } from '../../../src/ports/lending.ts'
import type { Calls } from '../github/calls.ts'
import { bot, readers, remy, teamTree, writers } from '../world/setting.ts'
import type { World } from '../world/world.ts'
import { createTarget, isOpen, open, shut, type Target } from './target.ts'

export const githubSettings = {
  ...{ type: 'github' as const, app_id: bot.id, private_key: 'none', organisation: 8001 },
  roles: { read: { team: readers }, write: { team: writers } },
}

const keyOf = (team: number, person: number): string => `${team} ${person}`

/** Teams to lend, in one of which somebody is by themselves, for as long as they are in the organisation. */
export function createTeams(clock: () => number): Target {
  const standing = new Set([keyOf(readers, remy.id)])
  const keysOf: Target['keysOf'] = ({ connectorType, requester, actions = [] }) =>
    (connectorType === lendingType ? actions : [])
      .map((action) => keyOf(action === 'write' ? writers : readers, requester))
      .filter((key) => !standing.has(key))
  return createTarget('github', clock, keysOf, standing)
}

/** Teams of GitHub. Whoever leaves the organisation leaves its teams, and is in none of them when they come back. */
export function openTeams(target: Target, world: World, calls: Calls): OpenLending {
  const isMember = (person: number, at = target.clock()) => world.members.get(person)?.asOf(at) === true
  const has = (key: string, at: number) => target.leases.get(key)?.open.asOf(at) === true
  const teamOf = (what: Lendable): number => {
    if ('team' in what) return what.team
    throw new TypeError('no repository is lent')
  }
  const seen = (what: Lendable, person: number, at: number): Standing => {
    const key = keyOf(teamOf(what), person)
    // What was to happen by now has.
    isOpen(target, key)
    return {
      name: `@acme/${teamOf(what)}`,
      own: target.standing.has(key) || has(key, at) ? 'member' : 'none',
      also: [],
    }
  }
  const noAnswer = () => new DaypassError('GITHUB_UNAVAILABLE', 'GitHub did not answer.')
  const lending: Lending = {
    memberOf: (person) =>
      calls.read('lending.memberOf', (at) => (isMember(person, at) ? { isOwner: false } : undefined)),
    standing: (what, person) => calls.read('lending.standing', (at) => seen(what, person, at)),
    give: (what, person) =>
      calls.write('lending.give', () => {
        if (!isMember(person)) return 'invited'
        const key = keyOf(teamOf(what), person)
        if (!target.standing.has(key) && !open(target, key)) throw noAnswer()
        return 'given'
      }),
    take: (what, person) =>
      calls.write('lending.take', () => {
        const key = keyOf(teamOf(what), person)
        if (target.standing.has(key)) throw new TypeError('what nobody has lent is taken away')
        if (!shut(target, key)) throw noAnswer()
      }),
    seen: async () => ({ tree: teamTree, repositories: [] }),
    health: async () => [],
  }
  return () => lending
}

const isOf = (key: string, person: number): boolean => key.endsWith(` ${person}`)

/** GitHub takes them out of all teams at once. */
export function leaveTeams(target: Target, person: number): void {
  if (target.kind !== 'github') return
  for (const [key, lease] of target.leases) if (isOf(key, person)) lease.open.set(target.clock(), false)
  for (const key of target.standing) if (isOf(key, person)) target.standing.delete(key)
}
