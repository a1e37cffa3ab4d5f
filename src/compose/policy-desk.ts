// What `daypass policy check` and `policy test` judge, put together from the parts that the server uses.

import { placeInYaml } from '../config/yaml-text/yaml-places.ts'
import { findingsByName, proposedTextsThatName } from '../core/lending/loan-findings.ts'
import type { Judgement } from '../core/lint/judgement.ts'
import { codeownersIn } from '../core/policy/governed-findings.ts'
import { inOrder } from '../core/policy/policy-finding.ts'
import { readProposed } from '../github/governance/proposed.ts'
import { readCheckout } from '../policy/judging/checkout.ts'
import { judge, judgeForm } from '../policy/judging/judge.ts'
import { findOpa } from '../policy/opa/opa-binary.ts'
import type { ReadYaml } from '../ports/access-repository.ts'
import type { Proposed } from '../ports/proposals.ts'

export type DeskParts = {
  /** DAYPASS_OPA. */
  ownOpa: string | undefined
  readYaml: ReadYaml
  now: () => Date
}

/** Nobody waits longer for what should take seconds. */
const longest = 600_000

/** Judges the access repository that is checked out in a folder. */
export function createPolicyDesk({ ownOpa, readYaml, now }: DeskParts) {
  const parts = async () => ({ opa: await findOpa(ownOpa === undefined ? {} : { own: ownOpa }), placeInYaml })
  return {
    check: async (
      folder: string,
      { deep, lent = [] }: { deep: boolean; lent?: readonly string[] },
    ): Promise<Judgement> => {
      const proposed = await readProposed(await readCheckout(folder), readYaml)
      const repository = { id: 1, fullName: `${organisationIn(proposed)}/access`, private: true }
      const context = { repository, now: now(), deep, signal: AbortSignal.timeout(longest) }
      const judged = await judge(await parts(), proposed, context)
      const found = findingsByName(lent, proposedTextsThatName(proposed))
      return { ...judged, findings: inOrder([...judged.findings, ...found]) }
    },
    test: async (folder: string): Promise<Judgement> => {
      const proposed = await readProposed(await readCheckout(folder), readYaml)
      return judgeForm(await parts(), proposed)
    },
  }
}

/** A checkout does not say whose it is; the teams that it names do. */
function organisationIn({ resources = [], texts }: Proposed): string {
  const named = [...resources.map(({ team }) => team ?? ''), codeownersIn(texts)?.text ?? '']
  return named.flatMap((text) => /@([\w-]{1,39})\//.exec(text)?.[1] ?? [])[0] ?? 'acme'
}
