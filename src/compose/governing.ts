// What is in force, put together from ports: who reads it, and who looks after it.

import { readGovernedTexts } from '../github/governance/governance.ts'
import type { AccessRepository, DefaultBranches, InForce, ReadYaml } from '../ports/access-repository.ts'
import type { GovernancePorts } from '../reconcile/governance/governance-ports.ts'
import { createGoverned, createInForce, type ReadTexts } from '../reconcile/governance/in-force.ts'
import type { Ports } from '../reconcile/request/ports.ts'
import type { Store } from '../store/open-store.ts'

/** What looking after it takes beside what a request needs. */
export type Governing = Pick<
  GovernancePorts,
  'governances' | 'branches' | 'proposals' | 'requiresCheck' | 'replay' | 'floors' | 'floorsFor'
> & { readTexts: ReadTexts }

type Outside = {
  store: Pick<Store, 'governances' | 'proposals'>
  github: { repository: DefaultBranches; requiresCheck: Governing['requiresCheck'] }
  replay: Governing['replay']
  readYaml: ReadYaml
  floorsFor: Governing['floorsFor']
  floors: Governing['floors'] | undefined
}

/** The same of the server. */
export function governingOf({ store, github, replay, readYaml, floorsFor, floors = {} }: Outside): Governing {
  const { governances, proposals } = store
  const { repository: branches, requiresCheck } = github
  const readTexts: ReadTexts = (texts) => readGovernedTexts(texts, readYaml)
  return { governances, proposals, branches, requiresCheck, replay, floors, floorsFor, readTexts }
}

const nothing: InForce = { digest: async () => undefined, contents: async () => undefined }

/** By what is decided; without anybody who looks after it, by what the default branch says. */
export function governedBy(
  governing: Governing | undefined,
  { repository, now }: Pick<Ports, 'repository' | 'now'>,
  wake: (repository: number) => Promise<void>,
): { inForce: InForce; repository: AccessRepository } {
  if (!governing) return { inForce: nothing, repository }
  const { governances: store, branches, floors, readTexts } = governing
  const inForce = createInForce(store, readTexts)
  const { visibility } = repository
  return { inForce, repository: createGoverned({ visibility, branches, inForce, store, wake, floors, now }) }
}

/** What is in force, and what the default branch says where nothing is yet; as it is, whatever is newest. */
export function readInForce({ governances, branches, readTexts }: Governing): Pick<AccessRepository, 'read'> {
  const inForce = createInForce(governances, readTexts)
  return {
    async read(id) {
      const [newest, known] = await Promise.all([branches.read(id), inForce.contents(id)])
      return known ? { ...known.contents, repository: newest.repository } : newest
    },
  }
}

/** Where the settings in force want notices sent. */
export const notifyIn = (inForce: InForce) => async (repository: number) =>
  (await inForce.contents(repository))?.contents.settings?.notify

/** The commit of what is in force, where it is not what is newest; of a repository of which nothing is known there is none. */
export function standingOf(governing: Governing | undefined): (repository: number) => Promise<string | undefined> {
  return async (repository) => {
    const { inForce, newest } = (await governing?.governances.find(repository)) ?? {}
    return newest && inForce?.commit
  }
}

/** What a pull request is judged onto: the newest commit, by the owners and settings in force. */
export function judgedOnto(newest: AccessRepository, inForce: AccessRepository): Pick<AccessRepository, 'read'> {
  return {
    async read(id) {
      const [{ commit }, governance] = await Promise.all([newest.read(id), inForce.read(id)])
      return { ...governance, ...(commit === undefined ? {} : { commit }) }
    },
  }
}

type Shared = 'pulls' | 'owners' | 'directory' | 'seenKeys' | 'engine' | 'floorsOf' | 'now' | 'log'

/** What of a request's ports it needs. */
export function governancePortsOf(ports: Pick<Ports, Shared>): Pick<GovernancePorts, Shared> {
  const { pulls, owners, directory, seenKeys, engine, floorsOf, now, log } = ports
  return { pulls, owners, directory, seenKeys, engine, floorsOf, now, log }
}
