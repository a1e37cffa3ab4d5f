// Where calls leave this process: what is written durably, and what is asked of the world outside. Each has a name, so that a test can
// stop a process exactly there.
import type { AnyConnector, Kind, Kinds } from '../connectors/kinds.ts'
import type { openGitHub } from '../github/open-github.ts'
import type { Store } from '../store/open-store.ts'

/** Stands around every crossing. A server has none: its ports are then used as they are. */
export type Crossings = {
  /** A crossing of this name is there. Heard as the parts are put together, before any call. */
  known(name: string): void
  /** Makes the call, or never comes back. What comes from here is what the caller gets. */
  over<Result>(name: string, call: () => Promise<Result>): Promise<Result>
}

type Given = Crossings | undefined
type Call = (...given: never[]) => unknown

/**
 * What of these parts stays within the process: `stays`, a part of which nothing crosses; `crosses`, a function that does; of a port, the
 * methods that do not, such as reads of the store. So a part that is new has to be named here, and a method that is new crosses.
 */
type Stays<Parts> = {
  [Name in keyof Parts]: Parts[Name] extends Call ? 'crosses' | 'stays' : 'stays' | readonly (keyof Parts[Name])[]
}

/** One call by itself. */
export function cross<Result>(name: string, call: () => Promise<Result>, crossings: Given): Promise<Result> {
  crossings?.known(name)
  return crossings ? crossings.over(name, call) : call()
}

/** The port with a crossing at each of its methods, but for those that stay. */
export function crossPort<Port extends object>(
  name: string,
  port: Port,
  stays: readonly (keyof Port)[],
  crossings: Given,
): Port {
  if (!crossings) return port
  const methods = (Object.keys(port) as (keyof Port)[]).filter((method) => !stays.includes(method))
  const crossed = methods.flatMap((method) => {
    const call = port[method]
    return typeof call === 'function' ? [[method, around(`${name}.${String(method)}`, call as Call, crossings)]] : []
  })
  return { ...port, ...Object.fromEntries(crossed) }
}

function around(name: string, call: Call, crossings: Crossings): Call {
  crossings.known(name)
  return (...given) => crossings.over(name, async () => call(...given))
}

function crossParts<Parts extends object, Whole extends Parts>(
  parts: Whole,
  stays: Stays<Parts>,
  crossings: Given,
): Whole {
  if (!crossings) return parts
  const crossed = { ...parts }
  for (const name of Object.keys(stays) as (keyof Parts & string)[]) {
    const [part, rule] = [parts[name], stays[name] as 'crosses' | 'stays' | readonly never[]]
    if (rule === 'crosses') crossed[name] = around(name, part as Call, crossings) as typeof part
    else if (rule !== 'stays') crossed[name] = crossPort(name, part as object, rule, crossings) as typeof part
  }
  return crossed
}

type Ports = Omit<Store, 'database'>

/** The store: reads change nothing, and an operator's commands run in processes of their own. */
const staysOfStore: Stays<Ports> = {
  requests: [
    'writerOf',
    'commentWriters',
    'told',
    'notices',
    'countsFor',
    'ledgerFor',
    'earlierAccess',
    'debtsFor',
    'earlierRequests',
    'trailOf',
    'repository',
    'due',
  ],
  displays: ['find', 'wanted', 'due', 'waiting'],
  proposals: ['find', 'judgedTo', 'unfinished', 'due', 'waiting', 'pushersOf'],
  governances: ['find', 'all', 'texts', 'live', 'due', 'waiting', 'letIn'],
  grants: ['mayBegin', 'find', 'openIds', 'liveOf', 'unsettledOf'],
  leases: ['leaseOf', 'findByRenewal', 'useOf', 'indexesOf', 'liveIndexes'],
  lockdowns: ['list'],
  drills: ['all', 'next', 'controlOf', 'resourceOf'],
  deposits: ['holderOf', 'find'],
  notices: ['open', 'count', 'due', 'waiting'],
  // Draining is handing out, one delivery after the other: that is what crosses.
  inbox: ['known', 'drain', 'counts'],
  enqueue: 'crosses',
  wakeWaiting: 'crosses',
  wakeEnded: 'crosses',
  cursors: 'stays',
  records: 'stays',
  roster: ['changes'],
  identity: 'stays',
  seenKeys: [],
  formAnswers: [],
  checkpoints: ['seen', 'grown', 'idle'],
  placements: ['chains', 'hashAt', 'isGivenUp', 'elsewhere', 'ahead', 'giveUp'],
  recordSelfStatement: 'crosses',
  forget: 'stays',
  forgetDecisions: 'crosses',
  forgetOldTexts: 'crosses',
  useWakeUps: 'stays',
  ping: 'stays',
  close: 'stays',
}

/** The store with its crossings: its writes, and the jobs that ride in them. */
export function crossStore<Whole extends Ports>(store: Whole, crossings: Given): Whole {
  const useWakeUps: Ports['useWakeUps'] = (wakeUps) => store.useWakeUps(crossPort('wakeUps', wakeUps, [], crossings))
  return crossParts({ ...store, useWakeUps }, staysOfStore, crossings)
}

type GitHub = Awaited<ReturnType<typeof openGitHub>>

const staysOfGitHub: Stays<GitHub> = {
  hear: 'stays',
  ownLogin: 'stays',
  ownApp: 'stays',
  issues: [],
  alertIssues: [],
  labels: [],
  directory: [],
  pulls: [],
  owners: [],
  teams: [],
  operations: [],
  repository: [],
  lost: [],
  // It reads what was sent, and nothing follows from one half of it.
  sent: 'stays',
  checkpoints: [],
  proposals: [],
  checkRuns: [],
  receive: 'crosses',
  room: 'stays',
  learnOwnName: 'crosses',
  openToOthers: 'crosses',
  requiresCheck: 'crosses',
  refresh: 'crosses',
}

/** GitHub with its crossings: every call, and each delivery that is handled. */
export const crossGitHub = (github: GitHub, crossings: Given): GitHub => crossParts(github, staysOfGitHub, crossings)

const staysOfConnector: readonly (keyof AnyConnector)[] = [
  ...(['declare', 'check', 'health', 'audienceOf'] as const),
  // What they give is read or signed here.
  ...(['listOurs', 'useOf', 'placeOf', 'accessToken'] as const),
]

/** Kinds whose connectors have crossings. */
export function crossKinds<Parts>(kinds: Kinds<Parts>, crossings: Given): Kinds<Parts> {
  const crossed = (connector: AnyConnector) => crossPort('connector', connector, staysOfConnector, crossings)
  const crossKind = ({ create, createWithoutSettings, ...kind }: Kind<Parts>): Kind<Parts> => ({
    ...kind,
    create: (...given) => crossed(create(...given)),
    ...(createWithoutSettings && { createWithoutSettings: (...given) => crossed(createWithoutSettings(...given)) }),
  })
  return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, crossKind(kind)]))
}
