import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import type { IssueAddress } from '../github/issue-url.ts'
import type { UserGitHub } from '../github/reader.ts'
import type { IssuerApp } from '../trust/issuer-app.ts'
import { findIssuer } from './open-grant.ts'

/**
 * The app whose comments tell where a request is: the one that this machine trusts for the issuer, or on first use the one that the issuer
 * names. Undefined: it cannot be told, which keeps nobody from waiting; whoever opens a credential afterwards is told why.
 */
export async function knownApp(deps: CliDeps, github: UserGitHub, issue: IssueAddress): Promise<IssuerApp | undefined> {
  try {
    return (await findIssuer(deps, github, issue)).app
  } catch (thrown) {
    if (thrown instanceof DaypassError) return undefined
    throw thrown
  }
}
