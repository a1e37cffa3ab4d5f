import { failureOf, isDaypassError } from '../../core/error.ts'
import type { GovernanceFile, NewestSeen, Provenance } from '../../core/governance/decide-governance.ts'
import type { InForce as PutInForce } from '../../core/governance/governance-record.ts'
import type { GovernedContents } from '../../ports/access-repository.ts'
import type { GovernanceClaim } from '../../ports/governance-store.ts'
import { votesOn } from '../proposal/votes-on-proposal.ts'
import type { GovernancePorts } from './governance-ports.ts'
import { objectionsTo } from './objections.ts'

/** What the default branch says, how it came there, and what it would end; asked only as far as it could come into force. */
export async function observeGovernance(
  ports: GovernancePorts,
  { key: { repository }, governance: record }: GovernanceClaim,
  branch: GovernedContents,
): Promise<GovernanceFile> {
  const { inForce, released } = record
  const now = ports.now()
  const newest = await newestOf(ports, branch)
  const file: GovernanceFile = { record, newest, unreviewed: 'hold', now }
  if (!inForce || inForce.digest === newest.digest || newest.problems.length > 0) return file
  const standing = await ports.inForce.contents(repository)
  if (!standing) throw new TypeError('what is in force has no texts')
  const { contents } = standing
  const { announced, ...provenance } = await provenanceOf(ports, repository, { inForce, contents, branch })
  const rules = { policy: branch.policy, resources: branch.resources, settings: branch.settings }
  const { live, objections } = await objectionsTo(ports, repository, rules)
  const ends = objections.filter(({ answer }) => answer.is === 'refused').length
  const isUnreviewed = provenance.is !== 'reviewed' && released !== newest.digest
  const unreviewed = isUnreviewed ? await modeFor(ports, repository, contents) : 'hold'
  return { ...file, provenance, ending: { live, ends, announced: ends <= announced }, unreviewed }
}

/** Whether they can be used is found out by using them. Throws what says nothing about them. */
async function newestOf(
  { engine }: GovernancePorts,
  branch: GovernedContents & { commit?: string },
): Promise<NewestSeen> {
  const { digest, commit } = branch
  const problems = branch.problems.map(({ where, message }) => `${where}: ${message}`)
  if (problems.length === 0)
    await engine.compile(branch.policy).catch((error: unknown) => {
      if (!isDaypassError(error) || failureOf(error) !== 'finding') throw error
      problems.push(error.message)
    })
  return { digest, commit, problems }
}

type Between = { inForce: PutInForce; contents: GovernedContents; branch: GovernedContents }

/** `announced`: how many grants its check said that it would end. */
async function provenanceOf(
  ports: GovernancePorts,
  repository: number,
  { inForce, contents, branch }: Between,
): Promise<Provenance & { announced: number }> {
  const judged = await ports.proposals.judgedTo(repository, branch.digest)
  const ways = judged.filter(({ run }) => run.from === inForce.digest)
  let why = 'no pull request was judged that leads from what is in force to this'
  let awaited = false
  for (const { pull, run } of ways) {
    const key = { repository, issue: pull }
    const shown = await ports.pulls.read(key, pull)
    if (!shown.merged || shown.head !== run.head) {
      awaited ||= shown.head === run.head
      continue
    }
    const voting = { head: run.head, author: shown.author.id, paths: changedPaths(contents, branch) }
    const votes = await votesOn({ ...ports, votes: ports.pulls }, key, voting, contents, 0)
    if (votes.complete)
      return { is: 'reviewed', brought: { pull, approvers: votes.approvedBy }, announced: run.ends ?? 0 }
    why = `no owner in force has approved #${pull} for each file that it changes`
  }
  return awaited ? { is: 'awaited', announced: 0 } : { is: 'unreviewed', why, announced: 0 }
}

function changedPaths({ texts: before }: GovernedContents, { texts: after }: GovernedContents): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort()
}

/** By the settings in force: what is newest could say that nobody has to agree to it. */
async function modeFor(
  { floors, requiresCheck }: GovernancePorts,
  repository: number,
  { settings }: GovernedContents,
): Promise<'hold' | 'alert'> {
  if (floors.unreviewed === 'hold') return 'hold'
  return settings?.policy?.unreviewed ?? ((await requiresCheck(repository)) ? 'hold' : 'alert')
}
