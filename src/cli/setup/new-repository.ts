import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { FoundRepository } from '../github/setup-github.ts'
import { settingsPath, starterFiles } from '../init/starter-files.ts'
import { fullNameOf, type Parts, pause } from './parts.ts'
import type { State } from './state.ts'

/**
 * The access repository, with what an access repository needs. What is there is left as it is; where an answer of GitHub's is lost, it is
 * looked at once more before anything is called a failure.
 */
export async function setUpRepository(parts: Parts): Promise<FoundRepository> {
  const { asked, github, keeper, say } = parts
  const { organisation: owner, repository: name, team } = asked
  const found = (await github.repository(owner, name)) ?? (await makeRepository(parts))
  await keeper.keep({ repository: { id: found.id, owner, name } })
  if (await writeFiles(parts, found))
    say(`wrote catalog, policies, owners and the issue form into ${fullNameOf(asked)}`)
  if (!(await github.teamMayWrite(owner, name, team))) {
    // GitHub asks nobody for a review who may not write.
    const seen = async () => ((await github.teamMayWrite(owner, name, team)) ? true : undefined)
    await lookingAgain(() => github.letTeamWrite(owner, name, team), seen)
    say(`let @${owner}/${team} write there, without which GitHub asks it for no review`)
  }
  return found
}

async function makeRepository({ asked, deps, github, keeper, say }: Parts): Promise<FoundRepository> {
  const { organisation: owner, repository: name } = asked
  await keeper.keep({ intended: { ...keeper.state.intended, repository: deps.now().toISOString() } })
  const made = await lookingAgain(
    () => github.makeRepository(owner, name),
    () => github.repository(owner, name),
  )
  say(`made the private repository ${made.url}`)
  return made
}

/** Does something and looks at what came of it, also where GitHub's answer was lost on the way. */
export async function lookingAgain<T>(act: () => Promise<unknown>, look: () => Promise<T | undefined>): Promise<T> {
  const failed = await act().then(
    () => undefined,
    (error: unknown) => error,
  )
  if (failed !== undefined && !isDaypassError(failed, 'GITHUB_UNAVAILABLE')) throw failed
  const seen = await look()
  if (seen !== undefined) return seen
  throw failed ?? new Error('GitHub does not show what it has just made')
}

const readmePath = 'README.md'

/** Writes, in one commit, what is not there; false: nothing was missing. */
async function writeFiles(parts: Parts, { name, defaultBranch }: FoundRepository): Promise<boolean> {
  const { asked, github, deps } = parts
  const place = { owner: asked.organisation, repo: name }
  const written = () => github.file(place.owner, place.repo, settingsPath, defaultBranch)
  if ((await written()) !== undefined) return false
  const named = { organisation: asked.organisation, team: asked.team, issuer: asked.url }
  const wanted = await starterFiles(deps, named)
  const readme = wanted.find(({ path }) => path === readmePath)?.text ?? ''
  const head = await headOf(parts, place, { branch: defaultBranch, first: readme })
  const there = await github.pathsAt(place.owner, place.repo, head)
  // In a repository that we made, GitHub's own first file says nothing that ours does not; what people wrote stays.
  const weMadeIt = parts.keeper.state.intended.repository !== undefined
  const isGitHubs = (path: string) => weMadeIt && path === readmePath
  const missing = wanted.filter(({ path }) => !there.has(path) || isGitHubs(path))
  const files = new Map(missing.map(({ path, text }) => [path, text]))
  const commit = await insisting(() => github.commit(place, head, files, 'Begin the access repository'))
  await lookingAgain(() => github.advance(place.owner, place.repo, defaultBranch, commit), written)
  return true
}

/** Does again what leaves nothing to be seen when it is done twice, as a commit at which no branch stands. */
async function insisting<T>(act: () => Promise<T>, times = 3): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (times <= 1 || !isDaypassError(error, 'GITHUB_UNAVAILABLE')) throw error
    return insisting(act, times - 1)
  }
}

/** The commit to write upon; a repository that nobody has pushed to gets a first one. */
async function headOf(
  parts: Parts,
  place: { owner: string; repo: string },
  { branch, first }: { branch: string; first: string },
): Promise<string> {
  const { github } = parts
  const look = () =>
    github.head(place, branch).catch((error) => {
      if (isDaypassError(error) && (error.cause as { status?: number }).status === 409) return undefined
      throw error
    })
  // GitHub makes the first commit of a new repository a moment after the repository.
  for (let times = 0; times < 3; times++) {
    const head = await look()
    if (head !== undefined) return head.sha
    await pause(parts, 1_000)
  }
  await github.firstFile(place.owner, place.repo, first)
  const head = await look()
  if (head !== undefined) return head.sha
  const message = 'The repository has no commit, and GitHub took none. Push one, and run this again with --resume.'
  throw new DaypassError('SETUP_UNFINISHED', message, { where: `${place.owner}/${place.repo}` })
}

/** Whether the repository that is there was made by this set-up: begun before it was made. */
export function isOurs(before: State | undefined, found: FoundRepository | undefined): boolean {
  if (found === undefined || before === undefined) return false
  const { intended, repository } = before
  if (repository !== undefined) return repository.id === found.id
  // The clocks of GitHub and of this machine differ by less than a minute, or doctor says so.
  return intended.repository !== undefined && Date.parse(found.createdAt) >= Date.parse(intended.repository) - 60_000
}
