import { startInboxWorker } from '../src/queue/inbox-worker.ts'
import { startQueue } from '../src/queue/start-queue.ts'
import type { Store } from '../src/store/open-store.ts'
import { milliseconds, perSecond } from './figures.ts'
import { compared, type Finding, type Pair } from './finding.ts'
import { insertBare, log, now, openDoor, withStore } from './inbox-store.ts'
import { between, type Moment } from './moment.ts'
import type { Progress } from './run.ts'
import { sendDeliveries } from './sender.ts'
import { median, percentile } from './statistics.ts'

const rounds = { fullSpeed: 7, pace: 7 }
/** Deliveries, and bare rows, of one round. */
const perRound = { fullSpeed: 1_000, pace: 500, bare: 500 }
const warmUp = 300
const connections = { fullSpeed: 16, pace: 64 }

/**
 * Durable acknowledgement of 12 KB deliveries through the real door over HTTP. The rival is the bare insert of the same row into
 * the same embedded store, one after another as fast as it goes; both in turns.
 */
export async function benchAcknowledgement(progress: Progress): Promise<Finding[]> {
  const steps = rounds.fullSpeed + rounds.pace
  const [rates, waits] = await withStore(async (store) => [
    await fullSpeed(store, (round) => progress(round, steps)),
    await atATenth(store, (round) => progress(rounds.fullSpeed + round, steps)),
  ])
  return [
    compared({
      what: 'durable acknowledgement at full speed',
      rival: 'bare inserts',
      pairs: rates,
      goal: { atLeast: 1 },
      show: perSecond,
    }),
    compared({
      what: 'the same at a tenth of the bare rate, inbox worked on, p99',
      rival: 'median of a bare insert',
      pairs: waits,
      goal: { atMost: 40 },
      show: milliseconds,
    }),
  ]
}

/** Deliveries a second of each round. */
async function fullSpeed(store: Store, progress: (round: number) => void): Promise<Pair[]> {
  const door = await openDoor(store, () => undefined)
  const pairs: Pair[] = []
  let sent = 0
  const acknowledge = async (count: number): Promise<number> => {
    sent += count
    const load = { port: door.port, from: sent, count, connections: connections.fullSpeed }
    return (count / (await sendDeliveries(load)).total) * 1000
  }
  await acknowledge(warmUp)
  await insertBare(store, warmUp)
  for (let round = 1; round <= rounds.fullSpeed; round += 1) {
    // Half of the rival before ours and half after it: what grows meanwhile, such as the table, is the same for both.
    const before = await insertBare(store, perRound.fullSpeed / 2)
    const ours = await acknowledge(perRound.fullSpeed)
    const after = await insertBare(store, perRound.fullSpeed / 2)
    pairs.push({ ours, rival: (perRound.fullSpeed / (before.total + after.total)) * 1000 })
    progress(round)
  }
  await door.close()
  await store.inbox.drain(now, async () => undefined)
  return pairs
}

/** The slowest percent of each round in milliseconds, while every delivery becomes a request, a job and a look. */
async function atATenth(store: Store, progress: (round: number) => void): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let round = 1; round <= rounds.pace; round += 1) {
    const before = await insertBare(store, perRound.bare)
    const bareRate = (perRound.bare / before.total) * 1000
    const each = await whileWorkedOn(store, round, bareRate / 10)
    const after = await insertBare(store, perRound.bare)
    pairs.push({ ours: percentile(each, 99), rival: median([...before.each, ...after.each]) })
    progress(round)
  }
  return pairs
}

async function whileWorkedOn(store: Store, round: number, rate: number): Promise<number[]> {
  const queue = await startQueue({
    database: store.database,
    requests: {
      due: store.requests.due,
      waiting: store.records.waiting,
      reconcile: async (key) => {
        const claim = await store.requests.claim(key, now())
        if (claim !== undefined) await store.requests.release(claim, null)
      },
    },
    displays: { ...store.displays, reconcile: async () => undefined },
    proposals: { ...store.proposals, reconcile: async () => undefined },
    governances: { ...store.governances, reconcile: async () => undefined },
    notices: { ...store.notices, reconcile: async () => undefined },
    useWakeUps: store.useWakeUps,
    place: async () => undefined,
    sweep: async () => undefined,
    now,
    log,
  })
  let workedOn = 0
  const inbox = startInboxWorker({
    inbox: store.inbox,
    receive: async ({ body }) => {
      const { issue } = JSON.parse(body) as { issue: { number: number } }
      const repository = { id: 71, owner: 'acme', name: 'access', installation: 9 }
      await store.enqueue({ key: { repository: 71, issue: issue.number }, repository, looksLikeRequest: true })
      workedOn += 1
    },
    now,
    log,
  })
  const door = await openDoor(store, inbox.nudge)
  const load = { port: door.port, connections: connections.pace, perSecond: rate }
  await sendDeliveries({ ...load, from: round * 1_000_000, count: warmUp / 3 })
  workedOn = 0
  const { sent } = await sendDeliveries({ ...load, from: round * 1_000_000 + warmUp, count: perRound.pace })
  if (workedOn === 0) throw new Error('nothing of the inbox was worked on meanwhile')
  await door.close()
  await inbox.stop()
  await queue.stop()
  await store.inbox.drain(now, async () => undefined)
  return waits(sent, door.answered)
}

/** Milliseconds from the sending of each delivery until its answer went out. */
function waits(sent: ReadonlyMap<string, Moment>, answered: ReadonlyMap<string, Moment>): number[] {
  return [...sent].map(([id, begin]) => {
    const end = answered.get(id)
    if (end === undefined) throw new Error(`delivery ${id} was not answered`)
    return between(begin, end)
  })
}
