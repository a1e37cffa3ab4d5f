import { sha256 } from '../../src/core/digest.ts'
import { noticeKey } from '../../src/ports/notices.ts'
import { createReleasing } from '../../src/reconcile/governance/releasing.ts'
import { Agenda, type Item, type Job, keyOfJob } from './agenda.ts'
import type { Squall } from './ambushes.ts'
import {
  type DisturbanceKind,
  isDisturbance,
  isOfPerson,
  isOfProposal,
  isOfWorld,
  isOrder,
  type OrderKind,
} from './events.ts'
import { createNetwork } from './github/network.ts'
import type { Surroundings } from './github/passage.ts'
import type { Ambush, Happening } from './happening.ts'
import { watchGoverned } from './oracle/governed-oracle.ts'
import { watchGrants } from './oracle/grant-oracle.ts'
import { latestEnd, sweepEvery } from './oracle/invariants.ts'
import { watchJudged } from './oracle/judged-oracle.ts'
import { Observation } from './oracle/observation.ts'
import { check, checkGrants } from './oracle/oracle.ts'
import { checkToldEnds } from './oracle/request-oracle.ts'
import { meets } from './oracle/twin.ts'
import { type Process, startProcess } from './process.ts'
import { type Random, randomOf } from './random.ts'
import type { Schedule } from './schedule.ts'
import { dueJobs } from './search.ts'
import type { SimulatedStore } from './store.ts'
import { targetOf } from './targets/connect.ts'
import { leaveTeams } from './targets/loans.ts'
import { createSecrets } from './targets/secrets.ts'
import { restore, type Target } from './targets/target.ts'
import { wakeUpsBy } from './wake-ups.ts'
import { calmWeather, isCalm, type Weather } from './weather.ts'
import { act } from './world/acts.ts'
import { propose } from './world/proposing.ts'
import { intoSecret, repository, start } from './world/setting.ts'
import { ToldAlerts } from './world/told-alerts.ts'
import { World } from './world/world.ts'

const second = 1000
/** Seconds between two looks for secrets to clear. */
const clearEvery = 15
const searchEvery = 15 * second
/** Milliseconds after which a claim of a process that died has run out, with room for the search. */
const claimsRunOut = 90 * second
/** A run that takes more looks than so many, and so many an hour for each request, goes round in circles. */
const [fewLooks, looksAnHour, fewRequests] = [400, 150, 3]
const never = new Promise<never>(() => undefined)

export class Simulation {
  clock = start
  readonly observation = new Observation()
  readonly target: Target
  readonly secrets = createSecrets()
  readonly told = new ToldAlerts()
  readonly world: World
  readonly store: SimulatedStore['store']
  /** The issues that were opened, by their place in the schedule. */
  readonly numbers = new Map<number, number>()
  /** The pull requests against the default branch, by their places. */
  readonly proposals = new Map<number, number>()
  process: Process
  readonly #agenda = new Agenda()
  readonly #random: Random
  /** Of what is told: one more draw of these changes nothing else. */
  readonly #randomOfNotices: Random
  readonly #idle: () => Promise<void>
  readonly #network: ReturnType<typeof createNetwork>
  readonly #lastsFor: number
  readonly #isJudging: boolean
  #weather: Weather
  #squalls: readonly Squall[]
  #ambushes: Ambush[]
  /** What ambushes have come to. */
  readonly sprung: Happening[] = []
  /** How far the clock of the process is ahead; milliseconds. */
  #ahead = 0
  /** `onTime`: until when ends may be late, because the clock has jumped. */
  #until = { down: 0, unjudged: 0, shut: 0, search: 0, onTime: 0, drill: 0 }
  #about = 0
  /** How often a request was looked at. */
  looks = 0
  #arrived = 0
  /** What is done in the middle of something else. */
  #meanwhile: Item | undefined
  /** After so many more boundaries the process dies. */
  #diesIn: number | undefined
  /** After so many more boundaries it stalls for so long (milliseconds), while another one takes over. */
  #stallsIn: { boundaries: number; for: number } | undefined
  #died: Promise<void> = never
  /** Whether the process dies at this boundary, whatever the schedule says. */
  readonly #isDoomed: (boundary: string) => boolean

  constructor(
    { store, idle }: SimulatedStore,
    {
      seed,
      weather,
      happenings,
      ambushes = [],
      squalls = [],
      disturbedFor,
      lastsFor,
      rightAfter,
      settings,
      isGuarded,
      target = 'vault',
    }: Schedule,
    isDoomed?: (boundary: string) => boolean,
  ) {
    this.store = store
    this.#isDoomed = isDoomed ?? (() => false)
    const isStill = [weather, ...squalls.map((one) => one.weather)].every(isCalm)
    this.observation.isCalm =
      !isDoomed && isStill && ![...happenings, ...ambushes].some(({ kind }) => isDisturbance(kind))
    this.#idle = idle
    this.#weather = weather
    this.#squalls = squalls
    this.#ambushes = [...ambushes]
    this.#lastsFor = lastsFor
    this.#isJudging = happenings.some(({ kind }) => isOfProposal(kind))
    this.#random = randomOf(seed, 1)
    this.#randomOfNotices = randomOf(seed, 7)
    this.#network = createNetwork({
      ...{ random: randomOf(seed, 2), agenda: this.#agenda, observation: this.observation },
      ...{
        weather: (about: number) => this.#weatherFor(about),
        clock: () => this.clock,
        isShut: () => this.clock < this.#until.shut,
      },
    })
    this.world = new World(
      () => this.clock,
      (name, payload, about) => this.#network.send(name, payload, this.world.requestOf(about)),
      settings,
      isGuarded,
    )
    this.target = targetOf(target, () => this.clock)
    this.process = this.#startProcess()
    watchGrants(this)
    watchGoverned(this)
    watchJudged(this)
    this.observation.onEnter = (issue, state) => this.#spring(issue, state)
    this.target.onOpen = (key) => {
      const isNoted = [...this.observation.grants.values()].some(({ grant }) => this.target.keysOf(grant).includes(key))
      if (!isNoted) this.observation.violated('intent-first', 'a lease that no ledger knows')
    }
    this.secrets.onPut = (grant, before) => {
      const isNoted = this.observation.grants.has(grant)
      if (!isNoted) this.observation.violated('intent-first', 'a secret of a grant that no ledger knows')
      if (before !== undefined && before !== grant)
        this.observation.violated('one-lease', `a secret of ${before} is written over`)
    }
    for (const happening of happenings) this.#plan(happening)
    for (let at = 1; at < lastsFor; at += sweepEvery / second) this.#add(at, { do: 'sweep' })
    if (happenings.some(({ wish }) => wish?.resource === intoSecret))
      for (let at = 2; at < lastsFor; at += clearEvery) this.#add(at, { do: 'clear' })
    this.#add(disturbedFor, { do: 'calm' })
    this.#add(disturbedFor + rightAfter, { do: 'check', last: false })
    this.#add(lastsFor, { do: 'check', last: true })
  }

  /** The instant, as the process takes it to be. */
  get now(): number {
    return this.clock + this.#ahead
  }

  #add(seconds: number, item: Item): void {
    this.#agenda.add(start + seconds * second, item)
  }

  #plan({ kind, ...rest }: Happening): void {
    this.#add(
      rest.at,
      isOrder(kind) ? { do: 'order', happening: { ...rest, kind } } : { do: 'happening', happening: { ...rest, kind } },
    )
  }

  /** What has waited for a request, or a pull request, in this state. */
  #spring(issue: number, state: Ambush['in']): void {
    const place = [...this.numbers, ...this.proposals].find(([, number]) => number === issue)?.[0]
    const [here, others] = [
      this.#ambushes.filter((one) => one.in === state),
      this.#ambushes.filter((one) => one.in !== state),
    ]
    this.#ambushes = others
    for (const { in: _state, after, ...rest } of here) {
      const isAboutIt = place !== undefined && (isOfPerson(rest.kind) || isOfProposal(rest.kind))
      const happening = { ...rest, at: (this.clock - start) / second + after, ...(isAboutIt ? { of: place } : {}) }
      this.sprung.push(happening)
      this.#plan(happening)
    }
  }

  #weatherFor(issue: number): Weather {
    const state = this.observation.state(issue) ?? this.observation.proposalState(issue)
    const squall = this.#squalls.find((one) => one.in === state)
    return squall ? { ...this.#weather, ...squall.weather } : this.#weather
  }

  async run(): Promise<void> {
    const tell = (at: number) => this.#agenda.add(Math.max(at - this.#ahead, this.clock), { do: 'notice' })
    this.store.useWakeUps(wakeUpsBy((job, at) => this.#send(job, at), tell))
    const end = start + this.#lastsFor * second
    for (let next = this.#agenda.take(end); next; next = this.#agenda.take(end)) {
      const requests = Math.max(fewRequests, this.numbers.size)
      if (this.looks > fewLooks + (looksAnHour * requests * this.#lastsFor) / 3600) {
        this.observation.violated('nothing-stuck', `#${this.#about}: it is looked at again and again`)
        return
      }
      this.clock = Math.max(this.clock, next.at)
      await this.#drive(next.item)
    }
  }

  async #drive(item: Item): Promise<void> {
    const { process } = this
    // A process that stalls at once has a successor, whose death is another one.
    const died = this.#died
    await Promise.race([this.#do(item), died])
    // What the database still has to answer to is answered before anything else happens.
    await this.#idle()
    if (process === this.process) return
    // The inbox keeps what was not handled, and hands it out again.
    for (const one of [item, this.#meanwhile])
      if (one?.do === 'deliver') this.#agenda.add(this.clock + 60 * second, one)
    this.#meanwhile = undefined
  }

  #startProcess(): Process {
    this.#diesIn = undefined
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#died = promise
    let isAlive = true
    // One that has stalled may die when another has long taken over.
    const die = (): void => {
      isAlive = false
      this.observation.lines.push('the process dies')
      this.#diesIn = undefined
      if (this.process === started) this.process = this.#startProcess()
      this.#agenda.add(this.clock + second, { do: 'drill' })
      this.#wantSearch(claimsRunOut)
      this.#agenda.add(this.clock + claimsRunOut, { do: 'notice' })
      resolve()
    }
    const around: Surroundings = {
      random: this.#random,
      weather: () => this.#weatherFor(this.#about),
      clock: () => this.clock,
      now: () => this.now,
      pass: (milliseconds) => this.#pass(milliseconds),
      isDown: () => this.clock < this.#until.down,
      isUnjudgeable: () => this.clock < this.#until.unjudged,
      count: (kind, name) => this.observation.count(kind, this.#about, name),
      note: (line) => this.observation.lines.push(`${this.clock - start} ${line}`),
      boundary: async (name) => {
        if (!isAlive) return never
        await this.#maybeStall()
        if (this.#diesIn !== undefined) this.#diesIn -= 1
        if (!this.#isDoomed(name) && (this.#diesIn === undefined || this.#diesIn > 0)) return
        this.observation.count('crash', this.#about)
        die()
        return never
      },
      overlap: () => this.#overlap(),
    }
    const aside: Surroundings = {
      ...around,
      random: this.#randomOfNotices,
      weather: () => this.#weather,
      pass: () => undefined,
      isDown: () => false,
      count: () => undefined,
      overlap: async () => undefined,
      boundary: async (name) => {
        if (!isAlive) return never
        if (!this.#isDoomed(name)) return
        die()
        return never
      },
    }
    const { store, world, target, secrets, observation, told } = this
    const send = (job: Job, at: number) => this.#send(job, at)
    const redeliver = () => this.#network.redeliver()
    const isJudging = this.#isJudging
    const started = startProcess({
      store,
      world,
      target,
      secrets,
      around,
      aside,
      told,
      observation,
      redeliver,
      isJudging,
      send,
    })
    return started
  }

  #send(job: Job, at: number): void {
    if (this.#random.chance(this.#weatherFor(job.job.issue).jobLost)) {
      this.observation.count('job-lost', job.job.issue)
      this.#wantSearch(at - this.clock + claimsRunOut)
      return
    }
    this.#agenda.add(Math.max(at - this.#ahead, this.clock), { do: 'job', ...job })
    // Once the clock is right again, the row is due before or after its job.
    if (this.#ahead !== 0) this.#wantSearch(at - this.clock + claimsRunOut)
  }

  /** As when a machine is paused: meanwhile another process goes on, and then this one does. */
  async #maybeStall(): Promise<void> {
    const stall = this.#stallsIn
    if (!stall) return
    stall.boundaries -= 1
    if (stall.boundaries > 0) return
    this.#stallsIn = undefined
    this.observation.count('process-stalls', this.#about)
    this.observation.hasStalled = true
    this.observation.lines.push('the process stalls')
    const [about, meanwhile, until] = [this.#about, this.#meanwhile, this.clock + stall.for]
    this.#meanwhile = undefined
    this.process = this.#startProcess()
    this.#wantSearch(stall.for + claimsRunOut)
    for (let next = this.#agenda.take(until); next; next = this.#agenda.take(until)) {
      this.clock = Math.max(this.clock, next.at)
      await this.#drive(next.item)
    }
    this.clock = Math.max(this.clock, until)
    this.#about = about
    this.#meanwhile = meanwhile
    this.observation.lines.push('the process goes on')
  }

  /** Searches for due rows for so long; where no job was lost and nobody has died, they find nothing and are left out. */
  #wantSearch(milliseconds: number): void {
    const isRunning = this.clock < this.#until.search
    this.#until.search = Math.max(this.#until.search, this.clock + milliseconds + searchEvery)
    if (!isRunning) this.#agenda.add(this.clock + searchEvery, { do: 'search' })
  }

  /** What people do meanwhile is done; what the product would do waits for its turn. */
  #pass(milliseconds: number): void {
    const until = this.clock + milliseconds
    const isTheirs = ({ do: what }: Item) => what === 'happening'
    for (let next = this.#agenda.take(until, isTheirs); next; next = this.#agenda.take(until, isTheirs)) {
      this.clock = Math.max(this.clock, next.at)
      if (next.item.do === 'happening') this.#happen(next.item.happening)
    }
    this.clock = Math.max(this.clock, until)
  }

  async #overlap(): Promise<void> {
    if (this.#meanwhile) return
    const next = this.#agenda.take(this.clock, ({ do: what }) => /^(job|deliver|order)$/.test(what))
    if (!next) return
    this.#meanwhile = next.item
    const about = this.#about
    this.observation.lines.push('meanwhile')
    await this.#do(next.item)
    this.#about = about
    this.#meanwhile = undefined
  }

  async #do(item: Item): Promise<void> {
    switch (item.do) {
      case 'happening':
        this.#happen(item.happening)
        return
      case 'order':
        return this.#order(item.happening)
      case 'deliver':
        return this.#deliver(item)
      case 'job':
        return this.#look(item)
      case 'search':
        return this.#search()
      case 'sweep': {
        // Another process may have taken over before it is through.
        const { engine } = this.process
        this.#about = 0
        this.observation.count('sweep', 0)
        this.observation.lines.push(`${this.clock - start} sweep`)
        await engine.sweep()
        await engine.place()
        await this.#drill(engine)
        await this.#search()
        if (this.clock > this.#until.onTime) await checkGrants(this, false)
        if (this.observation.isCalm) await checkToldEnds(this)
        return
      }
      case 'notice':
        return this.#tell()
      case 'drill':
        return this.#drill(this.process.engine)
      case 'clear':
        this.#about = this.#newestIn(intoSecret)
        return this.process.clear()
      case 'calm':
        this.#weather = calmWeather
        this.#squalls = []
        this.#ambushes = []
        this.#diesIn = undefined
        this.#stallsIn = undefined
        if (this.#ahead !== 0) this.#setClock(0)
        return
      case 'check':
        return check(this, item.last)
      default:
        return item satisfies never
    }
  }

  async #tell(): Promise<void> {
    try {
      await this.process.engine.reconcileNotices(noticeKey(repository.id))
    } catch (error) {
      this.observation.lines.push(`not told: ${error}`)
      this.#agenda.add(this.clock + second, { do: 'notice' })
    }
  }

  #happen(happening: Happening): void {
    const { kind, seconds = 0, by = 0 } = happening
    this.observation.lines.push(`${this.clock - start} ${kind}`)
    if (isDisturbance(kind)) {
      this.#disturb(kind, this.clock + seconds * second)
      return
    }
    if (isOrder(kind)) return
    meets(this, this.observation.met, happening)
    const issue = isOfProposal(kind)
      ? propose(this.world, this.proposals, { ...happening, kind })
      : act(this.world, this.numbers, { ...happening, kind })
    if (issue === undefined && !isOfWorld(kind)) return
    if (kind === 'member-left') leaveTeams(this.target, by)
    this.observation.count(kind, issue ?? 0)
    const state = issue === undefined ? undefined : this.observation.state(issue)
    // Of what happens where the app is shut out GitHub tells nothing.
    const isTold = this.world.place.newest.reach === 'there'
    this.observation.done.push({ issue: issue ?? 0, kind, by, at: this.clock, state, isTold })
  }

  /** What operators order of the process. */
  async #order(happening: Happening & { kind: OrderKind }): Promise<void> {
    const { kind, at } = happening
    meets(this, this.observation.met, happening)
    this.#about = 0
    if (kind !== 'rules-released') this.observation.count(kind, 0)
    this.observation.lines.push(`${this.clock - start} ${kind}`)
    const { lockdowns, grants } = this.store
    if (kind === 'lockdown') {
      await lockdowns.lock({ of: 'everything' }, `exercise ${at}`)
      this.observation.isLockedDown = true
    } else if (kind === 'lockdown-lifted') {
      this.observation.isLockedDown = false
      await lockdowns.lift('all', 'done')
    } else if (kind === 'rules-released') {
      await this.#release()
    } else {
      this.observation.isKilled = true
      const open = await grants.openIds()
      await this.process.engine.endGrants(open)
      for (const id of open) this.observation.killed.add(id)
      const left = await grants.openIds()
      if (left.length > 0) this.observation.violated('taken-back-ends', `${left.length} grants outlive the kill switch`)
    }
  }

  /** An operator lets in what waits for a word, or is held. */
  async #release(): Promise<void> {
    for (const { governance } of await this.store.governances.all()) {
      const { newest } = governance
      if (newest?.state !== 'held' && newest?.state !== 'guarded') continue
      this.observation.count('rules-released', 0)
      this.observation.released.add(newest.digest)
      await createReleasing(this.store.governances).release(newest.digest)
    }
  }

  /** The process takes it to be later, or earlier, than it is; what it waits for comes as soon as it would now. */
  #setClock(ahead: number): void {
    this.observation.isClockWrong = true
    this.#ahead = ahead
    this.#until.onTime = this.clock + Math.abs(ahead) + latestEnd
    this.#wantSearch(claimsRunOut + Math.abs(ahead))
  }

  #disturb(kind: DisturbanceKind, until: number): void {
    const seconds = (until - this.clock) / second
    if (kind !== 'crash' && kind !== 'process-stalls') this.observation.count(kind, 0)
    if (kind === 'crash') this.#diesIn = this.#random.int(1, this.#random.chance(0.5) ? 6 : 40)
    else if (kind === 'process-stalls') this.#stallsIn = { boundaries: this.#random.int(1, 40), for: seconds * second }
    else if (kind === 'clock-wrong') this.#setClock(this.#random.chance(0.5) ? seconds * second : -seconds * second)
    else if (kind === 'target-restored') restore(this.target, this.clock - seconds * second)
    else if (kind === 'github-down') {
      this.#until.down = until
      this.observation.outages.push({ from: this.clock, until })
    } else if (kind === 'judging-fails') this.#until.unjudged = until
    else if (kind === 'webhooks-lost') this.#until.shut = until
    else if (kind === 'target-refuses-end') this.target.refusesUntil = until
    else if (kind === 'target-loses-answer') this.target.losesUntil = until
    else {
      this.observation.isClockWrong = true
      this.clock = until
      this.#until.onTime = until + latestEnd
    }
  }

  async #deliver(item: Extract<Item, { do: 'deliver' }>): Promise<void> {
    const { name, payload, about, tries } = item
    this.#about = about
    this.#network.heard(name, about)
    if (!item.isStored && !(await this.#store(item))) return
    this.observation.lines.push(`${this.clock - start} hears ${name} of ${about}`)
    try {
      await this.process.receive({ name, payload })
    } catch (error) {
      this.observation.lines.push(`not handled: ${error}`)
      this.#agenda.add(this.clock + 2 ** tries * second, { ...item, tries: tries + 1 })
    }
  }

  /** The door: whether it is stored, and handled. What comes doubled has a name of its own here: nothing may rest on GitHub's names. */
  async #store(item: Extract<Item, { do: 'deliver' }>): Promise<boolean> {
    this.#arrived += 1
    const body = JSON.stringify(item.payload)
    const delivery = { id: `delivery-${this.#arrived}`, event: item.name, body, bodySha256: sha256(body) }
    item.isStored = await this.store.inbox.accept(delivery, new Date(this.now))
    return item.isStored
  }

  async #look(item: Job): Promise<void> {
    const { lane, job } = item
    this.looks += 1
    const { process } = this
    this.#about = keyOfJob(item).issue
    this.observation.count(lane, this.#about)
    this.observation.lines.push(`${this.clock - start} ${lane} ${this.#about}`)
    if (lane === 'end' && this.#random.chance(0.3)) {
      this.observation.count('bulk-end', this.#about)
      await process.engine.endDue()
    }
    const before = new Set(process.running)
    await process.lookers[lane].begin([job])
    for (;;) {
      const begun = [...process.running].filter((one) => !before.has(one))
      if (begun.length === 0) return
      await Promise.all(begun)
    }
  }

  /** The timer of drills: a turn comes when the last one has said, and with each sweep. */
  async #drill(engine: Process['engine']): Promise<void> {
    this.observation.count('drill', 0)
    const next = await engine.drill()
    if (!next) return
    const at = Math.max(next.getTime() - this.#ahead, this.clock + second)
    if (at > this.clock + sweepEvery || this.#until.drill > this.clock) return
    this.#until.drill = at
    this.#agenda.add(at, { do: 'drill' })
  }

  /** The newest request with a grant of this resource; 0: there is none. */
  #newestIn(resource: string): number {
    return [...this.observation.grants.values()].findLast(({ grant }) => grant.resource === resource)?.issue ?? 0
  }

  async #search(): Promise<void> {
    this.observation.count('due-search', 0)
    const isSent = (lane: Job['lane']) => this.#agenda.has(this.clock, (one) => one.do === 'job' && one.lane === lane)
    // Each sweep makes it due, and sends a job for it: another one would be needless.
    for (const job of await dueJobs(this.store, new Date(this.now), this.#isJudging))
      if (job.lane !== 'governance' || !isSent(job.lane)) this.#agenda.add(this.clock, { do: 'job', ...job })
    // A job that comes by the true clock is too early for one that is slow.
    if (this.clock < this.#until.search || this.#ahead !== 0)
      this.#agenda.add(this.clock + searchEvery, { do: 'search' })
  }
}
