// What `daypass policy check` and `policy test` judge, put together from the parts that the server uses.

import { placeInYaml } from '../config/yaml-places.ts'
import type { Judgement } from '../core/policy/judgement.ts'
import { readProposed } from '../github/governance/proposed.ts'
import { readCheckout } from '../policy/checkout.ts'
import { judge, judgeForm } from '../policy/judge.ts'
import { findOpa } from '../policy/opa/opa-binary.ts'
import type { ReadYaml } from '../ports/access-repository.ts'

export type DeskParts = {
  /** DAYPASS_OPA. */
  ownOpa: string | undefined
  readYaml: ReadYaml
}

/** Judges the access repository that is checked out in a folder. */
export function createPolicyDesk({ ownOpa, readYaml }: DeskParts) {
  const parts = async () => ({ opa: await findOpa(ownOpa === undefined ? {} : { own: ownOpa }), placeInYaml })
  return {
    check: async (folder: string): Promise<Judgement> => {
      const proposed = await readProposed(await readCheckout(folder), readYaml)
      return judge(await parts(), proposed)
    },
    test: async (folder: string): Promise<Judgement> => {
      const proposed = await readProposed(await readCheckout(folder), readYaml)
      return judgeForm(await parts(), proposed)
    },
  }
}
