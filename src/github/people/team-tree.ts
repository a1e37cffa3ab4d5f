import type { TeamNode } from '../../core/lending/never-lent.ts'
import type { TeamTree } from '../../ports/team-tree.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import { hasWriteAccess } from './owners.ts'

/** Milliseconds for which an answer serves: teams seldom move. */
const trusted = 10_000

type Tree = Awaited<ReturnType<TeamTree['of']>>

export function createTeamTree(repositories: Repositories, now: () => Date): TeamTree {
  const kept = new Map<number, { answer: Promise<Tree>; at: number }>()
  return {
    of: (repository) => {
      const at = now().getTime()
      const known = kept.get(repository)
      if (known && at - known.at < trusted) return known.answer
      const answer = readTree(repositories, repository)
      kept.set(repository, { answer, at })
      // What failed is no answer to anybody else.
      answer.catch(() => kept.get(repository)?.answer === answer && kept.delete(repository))
      return answer
    },
    mayWrite: async (repository, slug) => {
      const { owner } = await repositories.recent(repository)
      return hasWriteAccess(repositories, repository, { org: owner.login, team_slug: slug })
    },
  }
}

/** A repository of a person has no teams. */
async function readTree(repositories: Repositories, repository: number): Promise<Tree> {
  const { owner } = await repositories.recent(repository)
  if (owner.type !== 'Organization') return { organisation: owner.login, teams: [] }
  const all = await allPages((page) => repositories.call(repository, 'teams', { org: owner.login, ...page }))
  return { organisation: owner.login, teams: all.map(readTeam) }
}

function readTeam(data: unknown): TeamNode {
  const team = new ResponseFields(data, 'the team')
  const above = team.optionalPart('parent')?.id('id')
  return { id: team.id('id'), slug: team.text('slug'), ...(above === undefined ? {} : { above }) }
}
