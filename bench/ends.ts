import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Issues } from '../src/ports/issues.ts'
import { type RunningQueue, startQueue } from '../src/queue/start-queue.ts'
import { generateKeySet, openSigner } from '../src/signing/signing-keys.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { startPostgres } from '../test/postgres.ts'
import { endBare, endsOf, plantLiving, withBareConnection } from './ends-store.ts'
import { seconds } from './figures.ts'
import { compared, counted, type Finding, type Pair } from './finding.ts'
import { log, now } from './inbox-store.ts'
import type { Progress } from './run.ts'
import { timed } from './turns.ts'

const crowd = 10_000
const slow = { ends: 600, within: 10_000, call: 5_000 }
/** Milliseconds that planting a crowd may take. */
const planting = 60_000

/**
 * Ends: 10 000 at the same instant beside the same rows written bare and signed, in the embedded store and on PostgreSQL; and 600 within
 * ten seconds while each call of GitHub takes five.
 */
export async function benchEnds(progress: Progress): Promise<Finding[]> {
  const findings: Finding[] = []
  const postgres = await startPostgres()
  try {
    for (const [index, [where, atMost, databaseUrl]] of (
      [
        ['embedded', 3, undefined],
        ['PostgreSQL', 2, await postgres.createDatabase()],
      ] as const
    ).entries()) {
      const { atOnce, late } = await withSignedStore(databaseUrl, async (store, sign, look) => {
        progress(index * 2, 4)
        const late = await withSlowGitHub(store, look)
        progress(index * 2 + 1, 4)
        return { late, atOnce: await allAtOnce(store, sign, look) }
      })
      findings.push(
        compared({
          what: `${crowd} ends at once, ${where}`,
          rival: 'the same rows bare, signed',
          pairs: [atOnce],
          goal: { atMost },
          show: seconds,
        }),
        counted(
          `seconds late, ${slow.ends} ends within 10 s, GitHub takes 5 s a call, ${where}`,
          [late],
          2,
          'GitHub’s 5 s',
        ),
      )
    }
  } finally {
    await postgres.stop()
  }
  return findings
}

type Sign = (bytes: string) => Promise<string>
type Look = (issues: Issues) => Promise<{ recorded: Map<string, number>; queue: RunningQueue }>

async function withSignedStore<T>(
  databaseUrl: string | undefined,
  work: (store: Store, sign: Sign, look: Look) => Promise<T>,
): Promise<T> {
  const signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
  const sign: Sign = (bytes) => signer.signDetached('trail', 'daypass-trail+jws', Buffer.from(bytes))
  const dataDir = mkdtempSync(join(tmpdir(), 'daypass-bench-'))
  const store = await openStore({ databaseUrl, dataDir, signTrail: sign, now, log })
  try {
    return await work(store, sign, async (issues) => {
      const { recorded, reconcile, endDue, reconcileDisplay } = endsOf(store, signer, issues)
      const queue = await startQueue({
        database: store.database,
        requests: { due: store.requests.due, waiting: store.records.waiting, reconcile, endDue },
        proposals: { ...store.proposals, reconcile: async () => undefined },
        governances: { ...store.governances, reconcile: async () => undefined },
        notices: { ...store.notices, reconcile: async () => undefined },
        displays: { due: store.displays.due, waiting: store.displays.waiting, reconcile: reconcileDisplay },
        useWakeUps: store.useWakeUps,
        sweep: async () => undefined,
        place: async () => undefined,
        now,
        log,
      })
      return { recorded, queue }
    })
  } finally {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** GitHub as it answers each call after so many milliseconds. */
function issuesThatTake(ms: () => number): Issues {
  let comments = 0
  const answer = async <T>(value: T): Promise<T> => {
    await setTimeout(ms())
    return value
  }
  return {
    read: () => Promise.reject(new Error('an end reads nothing')),
    comments: () => answer([]),
    comment: () => answer(++comments),
    editComment: () => answer(undefined),
    change: () => answer(undefined),
  }
}

/** Seconds by which the last end is late. */
async function withSlowGitHub(store: Store, look: Look): Promise<number> {
  let call = slow.call
  const { recorded, queue } = await look(issuesThatTake(() => call))
  const begin = Date.now() + planting / 4
  const due = new Map<string, number>()
  for (let group = 0; group < groups; group += 1) {
    const ends = new Date(begin + (slow.within / groups) * group)
    const planted = await plantLiving(store, 1_000 + group, slow.ends / groups, ends)
    for (const { grant } of planted) due.set(grant?.id ?? '', ends.getTime())
  }
  if (Date.now() > begin) throw new Error('planting took too long')
  await until(() => recorded.size >= slow.ends)
  // What is left to be shown is not what is measured.
  call = 0
  await restful(store)
  await queue.stop()
  return Math.max(...[...due].map(([id, at]) => ((recorded.get(id) ?? Number.POSITIVE_INFINITY) - at) / 1000))
}

const groups = 50

/** Milliseconds from the instant to the last end that was recorded. */
async function allAtOnce(store: Store, sign: Sign, look: Look): Promise<Pair> {
  const { recorded, queue } = await look(issuesThatTake(() => 0))
  const ends = new Date(Date.now() + planting)
  await plantLiving(store, 2_000, crowd, ends)
  if (Date.now() > ends.getTime()) throw new Error('planting took too long')
  await until(() => recorded.size >= crowd)
  const ours = Math.max(...recorded.values()) - ends.getTime()
  await restful(store)
  await queue.stop()
  const bare = await plantLiving(store, 3_000, crowd, new Date(Date.now() + 86_400_000))
  return { ours, rival: await withBareConnection(store, (exec) => timed(() => endBare(exec, bare, sign))) }
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await setTimeout(20)
}

/** Resolves when nothing is due any more: neither proof nor display. */
async function restful(store: Store): Promise<void> {
  const soon = () => new Date(Date.now() + 60_000)
  while ((await store.requests.due(soon(), 1)).length + (await store.displays.due(soon(), 1)).length > 0)
    await setTimeout(500)
}
