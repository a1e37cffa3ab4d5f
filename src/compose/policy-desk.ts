// What `daypass policy check` and `policy test` judge, put together from the parts that the server uses.

import { placeInYaml } from '../config/yaml-places.ts'
import { codeownersIn } from '../core/policy/governed-findings.ts'
import type { Judgement } from '../core/policy/judgement.ts'
import { readGovernance } from '../github/governance/governance.ts'
import { selectGoverned } from '../github/governance/governed-files.ts'
import { type CheckedOut, readCheckout } from '../policy/judging/checkout.ts'
import { judge, judgeForm, type Proposed } from '../policy/judging/judge.ts'
import { findOpa } from '../policy/opa/opa-binary.ts'
import type { ReadYaml } from '../ports/access-repository.ts'

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
    check: async (folder: string): Promise<Judgement> => {
      const proposed = await proposedIn(folder, readYaml)
      const repository = { id: 1, fullName: `${organisationIn(proposed)}/access`, private: true }
      return judge(await parts(), proposed, { repository, now: now(), signal: AbortSignal.timeout(longest) })
    },
    test: async (folder: string): Promise<Judgement> => {
      const proposed = await proposedIn(folder, readYaml)
      return judgeForm(await parts(), proposed)
    },
  }
}

async function proposedIn(folder: string, readYaml: ReadYaml): Promise<Proposed> {
  const found = await readCheckout(folder)
  const { files, problems } = selectGoverned(found.map(({ path, mode, size }) => ({ path, mode, size, sha: '' })))
  const byPath = new Map(found.map((file) => [file.path, file]))
  const contents = []
  for (const file of files)
    contents.push({ ...file, content: (await byPath.get(file.path)?.read()) ?? Buffer.from('') })
  const { resources, settings, problems: all } = readGovernance(contents, problems, readYaml)
  const texts = await textsOf(found.filter(({ path }) => !path.startsWith('policies/')))
  const policy = await textsOf(found.filter(({ path }) => path.startsWith('policies/')))
  const below = [...policy].map(([path, text]) => [path.slice('policies/'.length), text] as const)
  return { texts, resources, settings, problems: all, policy: new Map(below) }
}

/** A checkout does not say whose it is; the teams that it names do. */
function organisationIn({ resources = [], texts }: Proposed): string {
  const named = [...resources.map(({ team }) => team ?? ''), codeownersIn(texts)?.text ?? '']
  return named.flatMap((text) => /@([\w-]{1,39})\//.exec(text)?.[1] ?? [])[0] ?? 'acme'
}

async function textsOf(found: readonly CheckedOut[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const { path, mode, read } of found) if (mode === '100644') texts.set(path, (await read()).toString('utf8'))
  return texts
}
