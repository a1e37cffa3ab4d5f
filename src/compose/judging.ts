// How pull requests are judged: by the parts that `daypass policy check` uses, beside what people asked here.

import { placeInYaml } from '../config/yaml-places.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import { isPolicyInput } from '../generated/validators.js'
import { judge } from '../policy/judging/judge.ts'
import type { OpaBinary } from '../policy/opa/opa-binary.ts'
import type { DecisionArchive } from '../ports/decision-archive.ts'
import type { Owners } from '../ports/owners.ts'
import type { ProposalPorts } from '../reconcile/proposal/proposal-ports.ts'

/** Milliseconds after which a pull request counts as one that could not be judged. */
const longest = 120_000
/** So many decisions, the newest ones, are asked again. */
const mostDecisions = 1_000

type Parts = { opa: OpaBinary; archive: Pick<DecisionArchive, 'decisionsBefore'>; owners: Owners; now: () => Date }

/** Throws what judging, the store and GitHub throw. */
export function createJudge({ opa, archive, owners, now }: Parts): ProposalPorts['judge'] {
  return async (proposed, inForce, repository, tell) =>
    judge({ opa, placeInYaml }, proposed, {
      ...{ repository, inForce, now: now(), signal: AbortSignal.timeout(longest) },
      tell,
      recorded: await lastAsked(archive, repository.id),
      peopleBehind: onceEach((names) => owners.peopleOf(repository.id, names)),
    })
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
