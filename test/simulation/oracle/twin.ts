import { terminalStates } from '../../../src/core/record.ts'
import type { Happening } from '../happening.ts'
import type { Schedule } from '../schedule.ts'
import type { Weather } from '../weather.ts'
import type { Subject } from './subject.ts'

/** What a request has come to, in the words that two runs are compared by. `granted`: scope and minutes of each grant. */
export type Ending = { state: string; outcome: string; granted: readonly string[] }

/**
 * What a run came to. `ends`: by the request's place in the schedule. `met`: what each act found, by the same place. `unheard`: requests of
 * which a webhook came late, or not at all.
 */
export type Story = {
  ends: ReadonlyMap<number, Ending>
  met: ReadonlyMap<number, readonly string[]>
  unheard: ReadonlySet<number>
  /** When grants were begun; seconds after the start. */
  begun: readonly number[]
  /** When the grant of each request had its end, by the same place. */
  over: ReadonlyMap<number, number>
  /** By which rules each request was decided, by the same place. */
  decidedBy: ReadonlyMap<number, string>
  /** All that was in force, in its order, and how it came to be so. */
  inForce: string
  verdicts: readonly string[]
  /** All that had to wait for a word before it could come into force. */
  waited: string
  /** How many ends the check of each pull request announced, in their order. */
  announced: string
  /** What the check of each pull request against the default branch says of its newest head, by the same place; `none`: there is none. */
  checks: ReadonlyMap<number, string>
  /** Those that could once not be judged. */
  unjudged: ReadonlySet<number>
}

/** Why a request may end otherwise than in the undisturbed run; the list is closed. */
export const differences = {
  'met-another-state': 'somebody acted on it when it was further on in one run than in the other',
  'clock-was-wrong': 'the clock jumped, and a deadline passed earlier or later',
  'ended-either-way':
    'two things ended it, or took it back, one right after the other, its own end among them, and each run saw another one first',
  'same-second':
    'two things were done to it within a second, each run saw another one first, and nothing was granted in either',
  'policy-came-first':
    'policy changed before it was read in one run, and after that in the other; nothing was granted in either',
  'rules-came-otherwise':
    'people changed the rules, and other ones were in force when it was decided, or came into force otherwise, in one run than in the other',
  'could-not-be-judged': 'its run says that it could not be judged, until somebody asks for another one',
  'shut-first':
    'the repository was made public or archived, or the app was shut out of it, before it was first decided in one run, and after that in the other; nothing was granted in this one',
  'word-changed': 'a comment was edited or deleted before it was read in one run, and after that in the other',
  'unseen-for-long':
    'GitHub showed nothing of it at look after look, on a bad day, and that counts as gone: it was given up',
  'asked-at-the-end': 'more time was asked for as the grant ended, and in one run the end came first',
  'asked-before-it-began':
    'more time was asked for before it had begun, and no webhook told in time: in one run it was heard after that',
  'membership-unseen': 'GitHub showed no membership on its bad day, and policy said no',
  'webhook-unheard':
    'no webhook told in time of what ended it in the other run, or of the last yes, or GitHub answered hardly any call: it ended at its own end, with no more access',
  'voted-at-once':
    'a yes was taken back within seconds: one look counted it before that, and the other one after, so that one run granted and the other did not',
  'other-came-first': 'of requests of one person, another one took the place that the quota leaves',
  'writer-unheard':
    'no webhook told in time who wrote its text, or a command: it waits for its requester, and nothing more was granted',
} as const

export type Difference = keyof typeof differences

/** What keeps a check from being written, or makes it red, whatever the pull request says. */
const shutting: readonly string[] = ['repository-archived', 'repository-published', 'app-suspended', 'app-removed']

/** Notes what an act finds, for every request that is there. */
export function meets(subject: Subject, met: Map<number, string[]>, { at, kind, by, of }: Happening): void {
  const proposal = subject.proposals.get(of ?? -1)
  const checkOf = (number: number) => {
    const head = subject.world.pulls.get(number)?.versions.newest.head
    return head && subject.world.main.lastCheck(head)?.conclusion.newest
  }
  const check = proposal === undefined ? undefined : checkOf(proposal)
  if (proposal !== undefined && of !== undefined)
    met.set(of, [...(met.get(of) ?? []), `${at} ${kind} ${by ?? ''}: ${check ?? 'unjudged'}`])
  // What shuts the repository concerns every pull request in it.
  for (const [place, number] of shutting.includes(kind) ? subject.proposals : [])
    met.set(place, [...(met.get(place) ?? []), `${at} ${kind}: ${checkOf(number) ?? 'unjudged'}`])
  for (const [place, issue] of subject.numbers) {
    // What is merged concerns every request.
    if (of !== undefined && of !== place && !kind.startsWith('proposal-merged')) continue
    const pull = subject.world.pullOf(issue)?.versions.newest
    const words = `${at} ${kind} ${by ?? ''}: ${subject.observation.state(issue) ?? 'unknown'} ${pull?.open ?? 'no'} ${pull?.head === undefined ? '' : 'head'} ${check ?? ''}`
    met.set(place, [...(met.get(place) ?? []), words])
  }
}

export function endingsOf({ observation, numbers }: Subject): Map<number, Ending> {
  return new Map(
    [...numbers].map(([place, issue]) => {
      const record = observation.records.get(issue)?.record
      const granted = [...observation.grants.values()].flatMap(({ issue: of, grant }) =>
        of === issue ? `${grant.scope} ${(grant.ends.getTime() - grant.begins.getTime()) / 60_000}` : [],
      )
      return [place, { state: record?.state ?? 'unknown', outcome: record?.outcome ?? 'none', granted: granted.sort() }]
    }),
  )
}

/** The requests that ended otherwise than in the undisturbed run, each with the class of its difference; undefined: it has none. */
export function compare(
  run: Story,
  twin: Story,
  schedule: Schedule,
): { place: number; words: string; difference: Difference | undefined }[] {
  return [...twin.ends].flatMap(([place, expected]) => {
    const found = run.ends.get(place)
    if (!found || JSON.stringify(found) === JSON.stringify(expected)) return []
    const words = `${JSON.stringify(found)}, and undisturbed ${JSON.stringify(expected)}`
    return [{ place, words, difference: classOf(found, expected, { run, twin, place, schedule }) }]
  })
}

/** The same of what checks say. */
export function compareChecks(run: Story, twin: Story, { happenings }: Schedule): ReturnType<typeof compare> {
  const differenceAt = (place: number): Difference | undefined => {
    if (JSON.stringify(run.met.get(place)) !== JSON.stringify(twin.met.get(place))) return 'met-another-state'
    if (run.inForce !== twin.inForce) return 'rules-came-otherwise'
    if (run.checks.get(place) === 'failure' && run.unjudged.has(place)) return 'could-not-be-judged'
    if (run.unheard.has(place)) return 'writer-unheard'
    return happenings.some(({ kind }) => kind.startsWith('clock-')) ? 'clock-was-wrong' : undefined
  }
  return [...twin.checks].flatMap(([place, expected]) => {
    const found = run.checks.get(place)
    if (found === expected) return []
    return [{ place, words: `its check says ${found}, and undisturbed ${expected}`, difference: differenceAt(place) }]
  })
}

/** Seconds for which what somebody asks for may be held up. */
const badDay = 120

/** What acts only where it is known who wrote it. */
const writing: readonly string[] = ['issue-edited', 'issue-edited-by-other', 'command-extend', 'command-retry']

/** What ends access, or takes back what was asked for; who closes a pull request of their own or of others may do it in either way. */
const ending: readonly string[] = [
  ...['issue-closed', 'issue-closed-by-other', 'command-done', 'command-cancel', 'command-revoke', 'member-left'],
  ...['pull-closed-by-other', 'pull-merged-by-other', 'issue-deleted', 'issue-transferred', 'grants-killed'],
  ...['repository-published', 'repository-archived', 'app-removed', 'app-suspended', 'branch-deleted-by-other'],
  ...[
    'rules-pushed',
    'rules-reverted',
    'rules-released',
    'policy-changed',
    'proposal-merged',
    'proposal-merged-by-admin',
  ],
]

const ofRules = /^(rules|policy|proposal)-/

const concerns = (place: number, { of, kind }: Happening): boolean =>
  of === undefined || of === place || ofRules.test(kind)

const isRightAfter = (one: Happening, next: Happening | undefined): boolean =>
  /^pull-(closed|merged)-/.test(one.kind) || (next !== undefined && next.at - one.at < badDay)

/** What takes back a word that may have been heard. */
const changing: readonly string[] = ['comment-edited-by-other', 'comment-deleted']

const over: readonly string[] = terminalStates

const scopesOf = ({ granted }: Ending) => granted.map((grant) => grant.split(' ').slice(0, -1).join(' '))

/** Whether something was granted that was not granted there, or for longer. */
function isMore(found: readonly string[], expected: readonly string[]): boolean {
  const minutesOf = (grant: string) => Number(grant.split(' ').at(-1))
  const scopeOf = (grant: string) => grant.split(' ').slice(0, -1).join(' ')
  return found.some(
    (grant) => !expected.some((other) => scopeOf(other) === scopeOf(grant) && minutesOf(other) >= minutesOf(grant)),
  )
}

function classOf(
  found: Ending,
  expected: Ending,
  { run, twin, place, schedule }: { run: Story; twin: Story; place: number; schedule: Schedule },
): Difference | undefined {
  const { happenings, settings, weather } = schedule
  const quota = settings?.open_requests_per_person
  if (JSON.stringify(run.met.get(place)) !== JSON.stringify(twin.met.get(place))) return 'met-another-state'
  if (happenings.some(({ kind }) => kind.startsWith('clock-'))) return 'clock-was-wrong'
  const isNoMore = !isMore(found.granted, expected.granted)
  const isHidden = (rates: Partial<Weather>) => (rates.notFound ?? 0) > 0 || (rates.shutOut ?? 0) > 0
  const isUnseen = [weather, ...(schedule.squalls ?? []).map((one) => one.weather)].some(isHidden)
  if (found.outcome === 'void' && isUnseen && isNoMore) return 'unseen-for-long'
  const ends = [run, twin].flatMap(({ over }) => over.get(place) ?? [])
  const isLate = ({ at, kind, of }: Happening) =>
    of === place && kind === 'command-extend' && ends.some((end) => Math.abs(end - at) < badDay)
  if (scopesOf(found).join() === scopesOf(expected).join() && happenings.some(isLate)) return 'asked-at-the-end'
  const isEarly = (run.met.get(place) ?? []).some((one) =>
    /command-extend [^:]*: (submitted|undecided|pending|granting) /.test(one),
  )
  if (isEarly && run.unheard.has(place) && scopesOf(found).join() === scopesOf(expected).join())
    return 'asked-before-it-began'
  const isSame = JSON.stringify(found.granted) === JSON.stringify(expected.granted)
  const endings = happenings.filter((one) => concerns(place, one) && ending.includes(one.kind))
  const isBoth = [found, expected].every(({ state }) => over.includes(state))
  const isAtItsEnd = ({ at }: Happening) => ends.some((end) => Math.abs(end - at) < badDay)
  const isEither = endings.some((one, index) => isRightAfter(one, endings[index + 1]) || isAtItsEnd(one))
  if (isBoth && isSame && isEither) return 'ended-either-way'
  const isNothing = found.granted.length + expected.granted.length === 0
  const theirs = happenings.filter(({ of }) => of === place)
  const isAtOnce = theirs.some((one, index) => Math.abs(one.at - (theirs[index + 1]?.at ?? Number.NaN)) < 1)
  if (isNothing && isAtOnce) return 'same-second'
  if (isNothing && happenings.some(({ kind }) => kind.startsWith('policy-'))) return 'policy-came-first'
  const isShut = happenings.some(({ kind }) => shutting.includes(kind))
  if (isShut && found.granted.length === 0 && expected.granted.length > 0 && found.state === 'undecided')
    return 'shut-first'
  const isOther =
    run.inForce !== twin.inForce || run.waited !== twin.waited || run.decidedBy.get(place) !== twin.decidedBy.get(place)
  if (isOther && happenings.some(({ kind }) => ofRules.test(kind))) return 'rules-came-otherwise'
  // What one check announced it may end, and what the other did not know of yet goes on until its own end.
  const isAnnounced = run.announced !== twin.announced && [found, expected].some(({ outcome }) => outcome === 'revoked')
  if (isAnnounced && isSame && isBoth) return 'rules-came-otherwise'
  const isChanged = happenings.some(({ kind, of }) => of === place && changing.includes(kind))
  if (isChanged && isNoMore) return 'word-changed'
  if (found.state === 'denied' && isUnseen) return 'membership-unseen'
  const last = happenings.filter(({ kind, of }) => of === place && kind === 'vote-yes')
  const isTakenBack = ({ at, kind, of }: Happening) =>
    of === place && /^vote-(no|dismissed)$/.test(kind) && last.some((yes) => at >= yes.at && at - yes.at < 15)
  const isGivenOnce = (found.granted.length === 0) !== (expected.granted.length === 0)
  if (isGivenOnce && happenings.some(isTakenBack)) return 'voted-at-once'
  if (quota !== undefined && [found, expected].some(({ outcome }) => outcome === 'denied')) return 'other-came-first'
  const isAsked = happenings.some(({ kind, of }) => of === place && writing.includes(kind))
  if (run.unheard.has(place) && isAsked && isNoMore) return 'writer-unheard'
  const isRefused = ({ limited = 0, unavailable = 0 }: Partial<Weather>) => limited + unavailable > 0.5
  const isUnheard =
    run.unheard.has(place) ||
    happenings.some(({ kind }) => kind === 'github-down') ||
    (schedule.squalls ?? []).some((one) => isRefused(one.weather))
  if (isUnheard && found.outcome === 'expired' && isSame) return 'webhook-unheard'
  // A sweep finds in time what no webhook told of what lapses after an hour.
  const isFound =
    settings?.lapse_after === undefined &&
    run.unheard.has(place) &&
    !happenings.some(({ kind }) => kind === 'github-down')
  if (isUnheard && !isFound && found.outcome === 'lapsed' && isNoMore) return 'webhook-unheard'
  return undefined
}
