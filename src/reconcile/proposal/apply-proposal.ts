import { type DaypassError, isDaypassError } from '../../core/error.ts'
import { failureClasses } from '../../core/error-codes.ts'
import type { Severity } from '../../core/policy/policy-finding.ts'
import type { ProposalStep } from '../../core/proposal/decide-proposal.ts'
import type { LooseningVotes } from '../../core/proposal/loosening-votes.ts'
import { keeping, keptRun, type RunRecord, runName } from '../../core/proposal/proposal-record.ts'
import {
  becamePublic,
  behindWhatFailed,
  conflicting,
  isLooser,
  judged,
  notJudged,
  notWhatWasJudged,
  superseded,
  underWay,
  untouched,
  type Verdict,
} from '../../core/rendering/proposal-check.ts'
import { type Annotation, annotationsACall } from '../../ports/check-runs.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import type { ProposalPorts } from './proposal-ports.ts'
import { createProgress } from './show-progress.ts'
import { votesOn } from './votes-on-proposal.ts'

/** After so many tries in a row it is said that it cannot be judged. */
const mostTries = 5

/** Does one step and returns the claim as it stands then. Throws what the ports throw; the proposal says how far it came. */
export async function applyProposal(
  ports: ProposalPorts,
  claim: ProposalClaim,
  step: ProposalStep,
): Promise<ProposalClaim> {
  switch (step.do) {
    case 'note':
      return ports.proposals.save(claim, step.set)
    case 'cancel':
      return conclude(ports, claim, step.run, superseded, true)
    case 'begin':
      return begin(ports, claim, step.run)
    case 'judge':
      return judgeRun(ports, claim, step)
    case 'conclude':
      return conclude(ports, claim, step.run, said[step.what])
    default:
      return step satisfies never
  }
}

const said = { untouched, conflict: conflicting, other: notWhatWasJudged, behind: behindWhatFailed }

/** Where something gets looser, by which votes is kept: others may change the conclusion. */
async function judgeRun(
  ports: ProposalPorts,
  claim: ProposalClaim,
  step: Extract<ProposalStep, { do: 'judge' }>,
): Promise<ProposalClaim> {
  const { verdict, votes, way } = await judge(ports, claim, step)
  const run = { ...(keptRun(claim.proposal, step.run) ?? step.run), ...way }
  return conclude(ports, claim, votes ? { ...run, votes: votes.key } : run, verdict)
}

type Judged = { verdict: Verdict; votes?: LooseningVotes; way?: Pick<RunRecord, 'from' | 'to' | 'ends' | 'public'> }

/**
 * Nobody but Daypass can put right that opa is not there; but nobody waits for ever for a word either. What GitHub does not show now it shows
 * later, and what was concluded is not judged again by itself: then nothing is said yet.
 */
async function judge(
  ports: ProposalPorts,
  claim: ProposalClaim,
  { run, merge, onto, voting, repository, held }: Extract<ProposalStep, { do: 'judge' }>,
): Promise<Judged> {
  const { key, proposal } = claim
  const progress = createProgress(ports, claim, keptRun(proposal, run)?.id)
  try {
    const [proposed, inForce] = await Promise.all(
      [merge, onto].map((commit) => ports.pulls.files(key.repository, commit)),
    )
    if (!proposed || !inForce) throw new TypeError('two commits have two sets of files')
    const judgement = await ports.judge(proposed, inForce, repository, progress.tell)
    // What was found is shown to those alone who might see it before.
    const governance = await ports.repository.read(key.repository)
    if (!governance.repository.private && !ports.allowPublic) return { verdict: becamePublic, way: { public: true } }
    const ends = judgement.atMerge?.filter((one) => one.ends).length ?? 0
    const way = { from: inForce.digest, to: proposed.digest, ends }
    if (!isLooser(judgement)) return { verdict: judged(judgement, { held }), way }
    const votes = await votesOn(ports, key, voting, governance)
    return { verdict: judged(judgement, { votes, held }), votes, way }
  } catch (error) {
    if (proposal.tries < mostTries || !isDaypassError(error) || mayPass(error)) throw error
    return { verdict: notJudged(error.message) }
  } finally {
    await progress.over()
  }
}

const mayPass = ({ failure }: DaypassError): boolean => failureClasses[failure].reading !== 'shown'

/** Runs are begun intent first: after a crash our own name is looked for before one is created a second time. */
async function begin(ports: ProposalPorts, claim: ProposalClaim, run: RunRecord): Promise<ProposalClaim> {
  if (run.id !== undefined) return claim
  const intended = await intend(ports, claim, run)
  const id = (wasIntended(claim, run) ? await find(ports, claim, run) : undefined) ?? (await create(ports, claim, run))
  return ports.proposals.save(intended, keeping(intended.proposal, { ...run, id }))
}

/** What was not kept before it was asked for was not asked for. */
function wasIntended({ proposal }: ProposalClaim, run: RunRecord): boolean {
  const kept = keptRun(proposal, run)
  return kept !== undefined && runName(kept) === runName(run)
}

/** GitHub knows no two runs of a name apart, and makes as many as it is asked for: ours is looked for before one is created. */
async function find({ checks }: ProposalPorts, { key }: ProposalClaim, run: RunRecord): Promise<number | undefined> {
  const found = await checks.of(key.repository, run.head)
  return found.find(({ name }) => name === runName(run))?.id
}

async function intend(ports: ProposalPorts, claim: ProposalClaim, run: RunRecord): Promise<ProposalClaim> {
  return ports.proposals.save(claim, keeping(claim.proposal, run))
}

function create({ checks }: ProposalPorts, { key }: ProposalClaim, run: RunRecord): Promise<number> {
  return checks.create(key.repository, { head: run.head, name: runName(run), output: underWay })
}

/** Completes a run with all that was found; `old`: one that is not begun for this alone. */
async function conclude(
  ports: ProposalPorts,
  claim: ProposalClaim,
  run: RunRecord,
  { conclusion, output, findings }: Verdict,
  old = false,
): Promise<ProposalClaim> {
  const { checks, proposals } = ports
  const { repository } = claim.key
  const known = run.id ?? (wasIntended(claim, run) ? await find(ports, claim, run) : undefined)
  if (known === undefined) {
    if (old) return proposals.save(claim, keeping(claim.proposal, { ...run, conclusion }))
    const intended = await intend(ports, claim, run)
    const id = await checks.create(repository, { head: run.head, name: runName(run), output, conclusion })
    return proposals.save(intended, keeping(intended.proposal, { ...run, id, conclusion }))
  }
  const annotations = findings.map(annotationOf)
  // GitHub adds what is sent twice: what may have been sent in part is not sent again, but in a run of its own.
  const sent = annotations.length > 0 ? { ...run, id: known, sent: true as const } : { ...run, id: known }
  // Whoever was overtaken meanwhile writes nothing: another worker may have seen more.
  const held = await proposals.save(claim, keeping(claim.proposal, sent))
  for (let from = 0; from + annotationsACall < annotations.length; from += annotationsACall)
    await checks.update(repository, known, {
      output: underWay,
      annotations: annotations.slice(from, from + annotationsACall),
    })
  const last = annotations.length === 0 ? 0 : Math.floor((annotations.length - 1) / annotationsACall) * annotationsACall
  await checks.update(repository, known, { output, annotations: annotations.slice(last), conclusion })
  return proposals.save(held, keeping(held.proposal, { ...sent, conclusion }))
}

const levels: Record<Severity, Annotation['level']> = { error: 'failure', warning: 'warning', notice: 'notice' }

function annotationOf({ path, line, column, severity, code, message }: Verdict['findings'][number]): Annotation {
  return { path, line, column, level: levels[severity], title: code, message }
}
