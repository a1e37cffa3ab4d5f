import { kinds } from '../connectors/kinds.ts'
import { canEnd } from '../connectors/registry.ts'
import type { Deployment } from '../generated/deployment.ts'
import type { Levels } from '../http/metrics.ts'
import type { Store } from '../store/open-store.ts'

/** What the metrics tell of the store at the moment somebody looks. */
export async function levelsOf(store: Store, deployment: Deployment): Promise<Levels> {
  const states = new Map((await store.records.states()).map(({ state, count }) => [state, count]))
  const of = (state: string) => states.get(state) ?? 0
  const { waiting } = await store.inbox.counts()
  const stranded = (await store.records.connectorsInUse()).filter((one) => !canEnd(deployment, kinds, one))
  const trails = await store.placements.elsewhere()
  const grants = { liveGrants: of('active'), endingGrants: of('ending'), undelivered: of('granting'), stranded }
  return { ...grants, inboxWaiting: waiting, lockdowns: (await store.lockdowns.list()).length, trails }
}
