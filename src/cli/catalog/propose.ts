import { canonicalJson } from '../../core/canonical-json.ts'
import {
  type CatalogEdit,
  type Change,
  chosenOf,
  type Findings,
  type Known,
} from '../../core/catalog/catalog-change.ts'
import { declinedBy, recordLine } from '../../core/catalog/declined.ts'
import { renderProposal } from '../../core/catalog/render-proposal.ts'
import { sha256 } from '../../core/digest.ts'
import { DaypassError } from '../../core/error.ts'
import { renderIssueTemplate } from '../../core/request/form-template.ts'
import { isSettings } from '../../generated/validators.js'
import type { CatalogText } from '../../ports/catalog-text.ts'
import type { CliDeps } from '../deps.ts'
import type { Place, PullFacts } from '../github/catalog-github.ts'
import { findGitHubToken } from '../github/github-token.ts'
import type { UserGitHub } from '../github/reader.ts'
import { plain } from '../plain-text.ts'
import { findRepository } from '../request/ask.ts'
import {
  type AccessTexts,
  formPath,
  isAccessPath,
  isCatalogPath,
  isChangedPath,
  knownIn,
  settingsPath,
} from './known.ts'

export type ProposingOptions = { pullRequest?: string | true; again?: boolean; json?: boolean }

/**
 * `about`: a name for it among the branches, of ids alone. `source`: what says so, as Markdown. `find`: what there is to propose for a catalog,
 * and for one that has been proposed already.
 */
export type Proposing = {
  kind: string
  about: string
  /** The same for people, in a title: without any markup. Default: `about`. */
  label?: string
  source: string
  find: (there: AccessTexts, proposed: readonly Known[]) => Findings
}

type State = 'opened' | 'updated' | 'unchanged' | 'left' | 'closed' | 'none'
type Outcome = { state: State; pull?: Pick<PullFacts, 'number' | 'url'>; says: string }

const trailer = /^Daypass-Catalog: ([0-9a-f]{64})$/m

/** Opens or renews the pull request that proposes it, as whoever runs this. Throws GITHUB_*, CATALOG_*, YAML_INVALID, SETTINGS_INVALID. */
export async function propose(deps: CliDeps, proposing: Proposing, options: ProposingOptions): Promise<number> {
  const named = options.pullRequest === true ? undefined : options.pullRequest
  const { owner, name: repo, host, apiUrl } = await findRepository(deps, named)
  const github = deps.github(await findGitHubToken(deps, { host }), apiUrl)
  const catalog = await deps.catalogText()
  const { defaultBranch: base } = await github.repository(owner, repo)
  const branch = `daypass-catalog/${proposing.kind}-${proposing.about}`
  const wanted = proposing.kind === 'github' ? isAccessPath : isChangedPath
  const seen = await look(github, { owner, repo }, { base, branch, wanted }, catalog)
  const newest = seen.ended[0]
  const { declined, unreadable } = options.again ? { declined: [], unreadable: false } : declinedBy(newest)
  const found = proposing.find(seen, seen.proposed)
  const { chosen, leftOut, later } = chosenOf(found.changes, new Set(declined))
  const remarks = unreadable
    ? [...found.remarks, `Nobody knows what #${newest?.number} proposed: its text was changed. All is proposed again.`]
    : found.remarks
  const desk = { github, place: { owner, repo }, base, branch, seen }
  const outcome =
    chosen.length === 0
      ? await withdraw(desk, declined)
      : await put(desk, {
          files: filesOf(chosen, seen.texts, deps, catalog),
          ...{ proposing, chosen, remarks, declined, leftOut, later },
        })
  tell(deps, outcome, { chosen, remarks, leftOut, later }, options)
  return 0
}

type Seen = {
  /** The newest commit of the default branch. */
  head: string
  texts: ReadonlyMap<string, string>
  known: Known[]
  proposed: Known[]
  /** What stands on our branch; `digest`: of what was proposed, where the commit is ours. */
  branch: { digest: string | undefined } | undefined
  open: PullFacts | undefined
  ended: PullFacts[]
}

async function look(
  github: UserGitHub,
  place: Place,
  { base, branch, wanted }: { base: string; branch: string; wanted: (path: string) => boolean },
  catalog: CatalogText,
): Promise<Seen> {
  const head = await github.head(place, base)
  if (!head) throw new DaypassError('GITHUB_NOT_FOUND', 'The repository has no commit yet.', { where: place.repo })
  const texts = await github.texts(place, head.sha, wanted)
  const tip = await github.head(place, branch)
  const digest = tip ? trailer.exec(tip.message)?.[1] : undefined
  const pulls = await github.pullsFrom(place, branch, base)
  const open = pulls.find((pull) => pull.open)
  const before = tip && digest !== undefined && open ? await github.texts(place, tip.sha, isCatalogPath) : new Map()
  return {
    ...{ head: head.sha, texts, open, ended: pulls.filter((pull) => !pull.open) },
    ...{ known: knownIn(texts, catalog), proposed: knownIn(before, catalog) },
    branch: tip && { digest },
  }
}

/** Each changed file as it would be, the form too where it is a generated one. */
function filesOf(
  chosen: readonly Change[],
  texts: ReadonlyMap<string, string>,
  { readYaml }: CliDeps,
  catalog: CatalogText,
): Map<string, string> {
  const edits = new Map<string, CatalogEdit[]>()
  for (const { path, edit } of chosen) edits.set(path, [...(edits.get(path) ?? []), edit])
  const files = new Map<string, string>()
  for (const [path, each] of edits) files.set(path, catalog.edit(texts.get(path), each, path))
  const form = texts.get(formPath)
  if (form === undefined) return files
  const settings = readYaml(texts.get(settingsPath) ?? '{}', settingsPath) ?? {}
  if (!isSettings(settings))
    throw new DaypassError(
      'SETTINGS_INVALID',
      'The settings are not in the form that Daypass knows. Correct them first.',
      {
        where: settingsPath,
      },
    )
  const resources = knownIn(new Map([...texts, ...files]), catalog).map(({ resource }) => resource)
  const renewed = renderIssueTemplate(resources, settings)
  // A person who wants the form for themselves has taken its first line out.
  const isGenerated = form.split('\n', 1)[0] === renewed.split('\n', 1)[0]
  if (isGenerated && form !== renewed) files.set(formPath, renewed)
  return files
}

type Desk = { github: UserGitHub; place: Place; base: string; branch: string; seen: Seen }
type Put = {
  proposing: Proposing
  files: ReadonlyMap<string, string>
  chosen: readonly Change[]
  remarks: readonly string[]
  declined: readonly string[]
  leftOut: readonly string[]
  later: number
}

async function put({ github, place, base, branch, seen }: Desk, given: Put): Promise<Outcome> {
  const { open } = seen
  if (seen.branch && seen.branch.digest === undefined) return left(branch, open)
  const { files, proposing, chosen } = given
  const { title, body } = renderProposal(proposing.label ?? proposing.about, {
    ...{ ...given, source: proposing.source, command: `daypass catalog import ${proposing.kind}` },
    renewsForm: files.has(formPath),
  })
  const digest = sha256(canonicalJson([...files].sort(([a], [b]) => (a < b ? -1 : 1))))
  const isSame = open !== undefined && seen.branch?.digest === digest
  if (!isSame) {
    const message = `${title}\n\nDaypass-Catalog: ${digest}\n`
    const commit = await github.commit(place, seen.head, files, message)
    await github.setBranch(place, branch, commit, seen.branch === undefined)
  }
  if (!open) {
    const pull = await github.openPull(place, { title, body, head: branch, base })
    return { state: 'opened', pull, says: `opened ${pull.url} with ${chosen.length} to go through.` }
  }
  const isTold = open.title === title && sameText(open.body, body)
  if (!isTold) await github.editPull(place, open.number, { title, body })
  if (isSame && isTold) return { state: 'unchanged', pull: open, says: `${open.url} says all of it already.` }
  return { state: 'updated', pull: open, says: `updated ${open.url}.` }
}

const sameText = (a: string, b: string): boolean =>
  a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim()

/** What is over before anybody merged it is taken back; by its text, that is nobody's refusal. */
async function withdraw({ github, place, branch, seen }: Desk, declined: readonly string[]): Promise<Outcome> {
  const { open } = seen
  if (!open) return { state: 'none', says: 'nothing is new, so there is no pull request.' }
  if (seen.branch?.digest === undefined) return left(branch, open)
  const body = `${recordLine({ proposed: [], declined: [...declined] })}\n\n### Nothing is left to propose\n\nWhat stood here is in the catalog by now, or there is no reason for it any more.`
  await github.editPull(place, open.number, { body, state: 'closed' })
  return { state: 'closed', pull: open, says: `nothing is new, so ${open.url} is closed.` }
}

function left(branch: string, open: PullFacts | undefined): Outcome {
  const what = open ? `Merge or close ${open.url}` : 'Look at it'
  return {
    state: 'left',
    ...(open ? { pull: open } : {}),
    says: `somebody has changed the branch ${branch}, so it is left as it is. ${what}, and delete the branch.`,
  }
}

function tell(
  deps: CliDeps,
  { state, pull, says }: Outcome,
  { chosen, remarks, leftOut, later }: Pick<Put, 'chosen' | 'remarks' | 'leftOut' | 'later'>,
  { json }: ProposingOptions,
): void {
  const { stdout, stderr } = deps.machine
  if (json) {
    const changes = chosen.map(({ key, kind, path }) => ({ key, kind, path }))
    const shown = pull ? { number: pull.number, url: pull.url } : null
    stdout.write(`${JSON.stringify({ state, pull: shown, changes, remarks, declined: leftOut, later }, null, 2)}\n`)
    return
  }
  for (const remark of remarks) stderr.write(`daypass: ${plain(remark)}\n`)
  if (leftOut.length > 0) stderr.write(`daypass: declined before, so left out: ${leftOut.join(', ')}.\n`)
  stderr.write(`daypass: ${plain(says)}\n`)
  if (pull) stdout.write(`${plain(pull.url)}\n`)
}
