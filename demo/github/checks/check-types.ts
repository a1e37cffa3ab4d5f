import type { RestEndpointMethodTypes } from '@octokit/rest'

/** A check run as the API shows it. */
export type ShownCheck = RestEndpointMethodTypes['checks']['get']['response']['data']
/** What a check run is made of: the body of GitHub's call. */
export type CheckGiven = Omit<RestEndpointMethodTypes['checks']['create']['parameters'], 'owner' | 'repo'>
export type CheckPatch = Partial<Omit<CheckGiven, 'head_sha'>>

/**
 * Checks for whoever is no app of ours. Making and changing them is for apps: `github.bot('github-actions')` may, as a workflow with
 * `checks: write` does, and so makes one of the same name as ours; a person is refused. A person reruns them, as on the web page.
 */
export type PersonOnChecks = {
  createCheck(check: CheckGiven): Promise<{ id: number }>
  updateCheck(id: number, patch: CheckPatch): Promise<void>
  /** All check runs of a commit, branch or tag, of whatever app, older ones too; the newest first. */
  checks(ref: string): Promise<ShownCheck[]>
  /** Runs one check again: its app alone is told. */
  rerequest(id: number): Promise<void>
  /** Runs all checks of the suite again that a check run belongs to: its app alone is told. */
  rerequestAll(id: number): Promise<void>
}
