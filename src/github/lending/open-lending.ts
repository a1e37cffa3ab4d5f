import type { Lendable } from '../../core/lending/loans.ts'
import type { Lending, LendingApp } from '../../ports/lending.ts'
import { createGitHub, type GitHubOptions } from '../api/client.ts'
import { LendingClient } from './lending-client.ts'
import { lendingHealth } from './lending-health.ts'
import { surveyLending } from './lending-survey.ts'
import { giveRole, standingOnRepository, takeRole } from './role-loans.ts'
import { giveMembership, standingInTeam, takeMembership } from './team-loans.ts'

/** Lending by an App of its own: nothing of it goes through the App that Daypass runs as. Asks GitHub nothing yet. `app.private_key`: PEM. */
export function createLending(app: LendingApp, options: Omit<GitHubOptions, 'appId' | 'privateKey'>): Lending {
  const github = createGitHub({ ...options, appId: app.app_id, privateKey: app.private_key })
  const client = new LendingClient(github, app, options.now)
  return {
    memberOf: (person) => client.memberOf(person),
    standing: (what, person) => standingIn(client, what, person),
    give: (what, person) =>
      'team' in what ? giveMembership(client, what.team, person) : giveRole(client, what, person),
    take: (what, person) =>
      'team' in what ? takeMembership(client, what.team, person) : takeRole(client, what, person),
    seen: () => surveyLending(client),
    health: (whats) => lendingHealth(client, whats, app.secrets !== undefined),
  }
}

function standingIn(client: LendingClient, what: Lendable, person: number): ReturnType<Lending['standing']> {
  return 'team' in what ? standingInTeam(client, what.team, person) : standingOnRepository(client, what, person)
}
