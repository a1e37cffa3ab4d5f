// How pull requests are judged: by the parts that `daypass policy check` uses, beside what people asked here.

import { placeInYaml } from '../config/yaml-text/yaml-places.ts'
import { placeFlaw, type Routing, unknownPlaces } from '../core/alerts/routes.ts'
import { loanFindings, proposedTextsThatName } from '../core/lending/loan-findings.ts'
import type { Lendable } from '../core/lending/loans.ts'
import { settingsPath } from '../core/policy/governed-paths.ts'
import { inOrder, isAcceptable, type PolicyFinding } from '../core/policy/policy-finding.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import { isPolicyInput } from '../generated/validators.js'
import { judge } from '../policy/judging/judge.ts'
import { rememberForms } from '../policy/judging/known-forms.ts'
import type { OpaBinary } from '../policy/opa/opa-binary.ts'
import type { DecisionArchive } from '../ports/decision-archive.ts'
import type { Owners } from '../ports/owners.ts'
import type { Proposed } from '../ports/proposals.ts'
import type { TeamTree } from '../ports/team-tree.ts'
import { objectionsTo } from '../reconcile/governance/objections.ts'
import { loanFlaws } from '../reconcile/loan-rules.ts'
import type { ProposalPorts } from '../reconcile/proposal/proposal-ports.ts'
import type { Store } from '../store/open-store.ts'

/** Milliseconds after which a pull request counts as one that could not be judged. */
const longest = 120_000
/** So many decisions, the newest ones, are asked again. */
const mostDecisions = 1_000

/** What connectors may lend, and what tells which teams these are. */
type Lent = { teams: TeamTree; lends: readonly Lendable[] }

type Parts = {
  opa: OpaBinary
  lent?: Lent
  routing?: Routing
  archive: Pick<DecisionArchive, 'decisionsBefore'>
  owners: Owners
} & Parameters<typeof objectionsTo>[0]

type Outside = {
  store: Pick<Store, 'proposals' | 'records' | 'governances'>
  github: {
    proposals: ProposalPorts['pulls']
    checkRuns: ProposalPorts['checks']
    pulls: ProposalPorts['votes']
    owners: Owners
    teams: TeamTree
  }
  lends: readonly Lendable[]
  routing: Routing
  opa: OpaBinary
  version: string
  floorsFor: ProposalPorts['floorsFor']
} & Omit<Parameters<typeof objectionsTo>[0], 'governances'>

/** All that judging takes, of the server. */
export function judgingOf({ store, github, opa, version, floorsFor, lends, routing, ...living }: Outside) {
  const { proposals, records: archive, governances } = store
  return {
    proposals,
    ...{ pulls: github.proposals, checks: github.checkRuns, votes: github.pulls },
    judge: createJudge({
      ...{ opa, archive, owners: github.owners, governances, ...living },
      lent: { teams: github.teams, lends },
      routing,
    }),
    floorsFor,
    judgedBy: `${version} ${opa.sha256}`,
  }
}

/** Throws what judging, the store and GitHub throw. */
export function createJudge({ opa, archive, owners, lent, routing, ...living }: Parts): ProposalPorts['judge'] {
  const checkForm = rememberForms()
  return async (proposed, inForce, repository, tell) => {
    const judged = await judge({ opa, placeInYaml, checkForm }, proposed, {
      ...{ repository, inForce, now: living.now(), signal: AbortSignal.timeout(longest) },
      tell,
      recorded: await lastAsked(archive, repository.id),
      peopleBehind: onceEach((names) => owners.peopleOf(repository.id, names)),
    })
    const lentOut = lent ? await lentFindings(lent, repository.id, proposed) : []
    const judgement = {
      ...judged,
      findings: inOrder([...judged.findings, ...lentOut, ...placeFindings(routing, repository.id, proposed)]),
    }
    // Rules that cannot come into force end nothing.
    if (!isAcceptable(judgement.findings)) return judgement
    const { objections: found } = await objectionsTo(living, repository.id, proposed)
    const atMerge = found.map(({ key, answer }) => ({
      issue: key.issue,
      ends: answer.is === 'refused',
      why: answer.why,
    }))
    return { ...judgement, atMerge }
  }
}

/** Who is named must not be who is lent, whichever repository's connector lends them. */
async function lentFindings({ teams, lends }: Lent, repository: number, proposed: Proposed): Promise<PolicyFinding[]> {
  return loanFindings(await loanFlaws(teams, repository, proposedTextsThatName(proposed), lends))
}

/** Alerts do not go where a repository wants them. Its rules can come into force all the same. */
function placeFindings(
  routing: Routing | undefined,
  repository: number,
  { settings, texts }: Proposed,
): PolicyFinding[] {
  if (!routing) return []
  return unknownPlaces(settings?.notify, routing, repository).map((one) => ({
    path: settingsPath,
    ...placeInYaml(texts.get(settingsPath) ?? '', `notify.${one.resource}`),
    ...{ severity: 'warning', code: 'NOTICE_PLACE_UNKNOWN', message: placeFlaw(one) },
  }))
}

type PeopleBehind = (names: readonly string[]) => ReturnType<Owners['peopleOf']>

/** One judgement asks more than once who stands behind a name, and takes longer than such an answer is kept elsewhere. */
function onceEach(ask: PeopleBehind): PeopleBehind {
  const known: Awaited<ReturnType<PeopleBehind>> = new Map()
  return async (names) => {
    const unknown = names.filter((name) => !known.has(name))
    for (const [name, people] of unknown.length > 0 ? await ask(unknown) : []) known.set(name, people)
    return new Map([...known].filter(([name]) => names.includes(name)))
  }
}

/** Of each request what was asked last. Inputs of another version are left out: they would not be asked so now. */
async function lastAsked({ decisionsBefore }: Parts['archive'], repository: number): Promise<PolicyInput[]> {
  const newest = new Map<number, PolicyInput>()
  for (const { key, input } of await decisionsBefore(undefined, mostDecisions, repository))
    if (!newest.has(key.issue) && isPolicyInput(input)) newest.set(key.issue, input)
  return [...newest.values()]
}
