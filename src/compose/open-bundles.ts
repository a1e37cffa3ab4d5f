import type { Logger } from 'pino'
import { createLiveLists } from '../connectors/live-lists.ts'
import { freshFor } from '../connectors/opa-terms.ts'
import type { Deployment } from '../generated/deployment.ts'
import type { BundleRoutesOptions } from '../http/bundle-routes.ts'
import type { Metrics } from '../http/metrics/metrics.ts'
import { createBundles } from '../policy/bundle/bundles.ts'
import { readGate } from '../policy/bundle/gate.ts'
import type { InForce } from '../policy/bundle/governed-part.ts'
import type { AccessRepository } from '../ports/access-repository.ts'
import type { Bundles } from '../ports/bundles.ts'
import type { GrantStore } from '../ports/grants.ts'
import type { LiveLists } from '../ports/live-lists.ts'
import type { Signer } from '../ports/signer.ts'

/** The lists of live grants that this deployment publishes. */
export function openLiveLists({ connectors }: Deployment, grants: GrantStore, now: () => Date): LiveLists {
  const connectorsOf = (repository: number) => {
    const found = Object.entries(connectors).flatMap(([name, one]) =>
      one?.type === 'opa' && one.repositories.includes(repository) ? [[name, freshFor(one)] as const] : [],
    )
    return new Map(found)
  }
  return createLiveLists({ grants, connectorsOf, now })
}

export type BundlesParts = {
  repository: Pick<AccessRepository, 'read'>
  opa: { path: string }
  live: LiveLists
  signer: Signer
  now: () => Date
  metrics: Pick<Metrics, 'bundleAnswered'>
  log: Logger
}

/** The bundles that the deployment file names, and who may read them. */
export async function openBundles(
  { bundles: named = [] }: Deployment,
  { repository, opa, live, signer, now, metrics, log }: BundlesParts,
): Promise<Bundles & BundleRoutesOptions> {
  const readers = named.flatMap(({ repository: id, readers: those }) =>
    Object.entries(those).flatMap(([name, reader]) =>
      reader ? [{ repository: id, name, token: reader.token, resources: reader.resources ?? [] }] : [],
    ),
  )
  const inForce = (id: number): Promise<InForce> => repository.read(id)
  const gate = await readGate()
  const bundles = createBundles({ readers, inForce, opa: opa.path, gate, lists: live, signer, now, log })
  return { ...bundles, bundles, readers, answered: (...[reader, how]) => metrics.bundleAnswered(reader, how, now()) }
}
