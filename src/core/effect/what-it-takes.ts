import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { Effect } from './effect.ts'
import { atAnotherTime, isOwnMove, type Option, placeOf, plainOptions, shorter, type Way } from './moves.ts'
import { nextChanges } from './next-changes.ts'

export type { Way }

export type Access = Effect['access']

/** What the policy answers; undefined: nothing that counts. */
export type Answer = PolicyOutput | undefined

export type Question = {
  /** What was asked and is known, to begin with. */
  input: PolicyInput
  /** Which effects are wished for. */
  wished: (access: Access) => boolean
  /** What an answer leads to with every limit applied, so that nothing is named which a limit forbids. */
  accessOf: (input: PolicyInput, output: PolicyOutput) => Access
  /** Durations in seconds that the deployment and the repository allow at most. */
  limits: readonly number[]
  /** Whether a policy reads the instant. */
  readsTime: boolean
  /** Whether requests can name a ticket. */
  takesTicket: boolean
}

/**
 * `ways`: each leads to what is wished for, and no part of it does; what the requester can do comes first, then what takes fewer moves.
 * `complete`: false where there were more questions than may be asked. `access`: of the request as it stands, undefined where there is no answer.
 */
export type WhatItTakes = { ways: Way[]; complete: boolean; access: Access | undefined }

/** A request has so many variants at most that the policy is asked about. */
const mostQuestions = 300
const mostMoves = 3

type Asking<T> = Generator<PolicyInput, T, Answer>

/**
 * Finds what would have to be otherwise for the wished effect, by asking: a generator that is given the policy's answer to each input that it
 * yields. None where it stands already. Sets of at most three moves are tried, each after its parts, and none that has a found one in it.
 */
export function* whatItTakes(question: Question): Asking<WhatItTakes> {
  const search = new Search(question)
  const now = yield* search.ask([])
  const { access } = now
  if (access !== undefined && question.wished(access)) return { ways: [], complete: true, access }
  const options = yield* optionsFor(question, search, now.answer)
  const ways: Found[] = []
  for (const set of search.inTurn(options, now.answer)) {
    if (ways.some(({ gives }) => isPart(gives, set.gives))) continue
    const reached = (yield* search.ask(set.options)).access
    if (search.isSpent) return { ways: inOrder(ways), complete: false, access }
    if (reached !== undefined && reached !== 'none' && question.wished(reached)) ways.push({ ...set, access: reached })
  }
  return { ways: inOrder(ways), complete: true, access }
}

type Told = { answer: Answer; access: Access | undefined }

/** What was answered already, and how much more may be asked. */
class Search {
  isSpent = false
  readonly #told = new Map<string, Told>()
  readonly #question: Question

  constructor(question: Question) {
    this.#question = question
  }

  /**
   * All sets of moves, each after every part of it. Moves that changed nothing in the answer by themselves seldom help, so sets without them
   * come before those with them.
   */
  *inTurn(options: readonly Option[], now: Answer): Generator<Chosen> {
    yield* setsOf(options, 1)
    const isTelling = ({ move }: Option): boolean =>
      nameOf(this.#told.get(JSON.stringify([move]))?.answer) !== nameOf(now)
    for (const some of [options.filter(isTelling), options])
      for (let size = 2; size <= mostMoves; size++) yield* setsOf(some, size)
  }

  /** What the policy says once these moves are made. */
  *ask(options: readonly Option[]): Asking<Told> {
    const name = JSON.stringify(options.map(({ move }) => move))
    const known = this.#told.get(name)
    if (known) return known
    if (this.#told.size >= mostQuestions) {
      this.isSpent = true
      return { answer: undefined, access: undefined }
    }
    const input = options.reduce((before, { apply }) => apply(before), this.#question.input)
    const answer = yield input
    const told = { answer, access: answer && this.#question.accessOf(input, answer) }
    this.#told.set(name, told)
    return told
  }
}

/** Every move that is tried; the instants and durations among them are found by asking. */
function* optionsFor(question: Question, search: Search, now: Answer): Asking<Option[]> {
  const { input, limits, readsTime, takesTicket } = question
  const instants = readsTime ? yield* nextChanges(new Date(input.facts.now_ns / 1_000_000), nameOf(now), nameAt) : []
  const others = [...plainOptions(input, takesTicket), ...atAnotherTime(instants)]
  const answers = now ? [now] : []
  for (const option of others) {
    const { answer } = yield* search.ask([option])
    if (answer) answers.push(answer)
  }
  return [...shorter(input, limits, answers), ...others].sort((a, b) => placeOf(a.move) - placeOf(b.move))

  function* nameAt(at: Date): Asking<string> {
    return nameOf((yield* search.ask(atAnotherTime([at]))).answer)
  }
}

/** By what two answers are told apart. A maximum that shrinks from second to second is no other answer. */
function nameOf(answer: Answer): string {
  return canonicalJson(answer ? [answer.outcome, answer.reasons, answer.approvals ?? []] : [])
}

type Chosen = { options: readonly Option[]; gives: ReadonlySet<string>; others: number }
type Found = Chosen & { access: Way['access'] }

function isPart(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) if (!all.has(one)) return false
  return true
}

/** All ways to choose so many options of different kinds: the requester's own first, then what gives up least. */
function setsOf(options: readonly Option[], size: number): Chosen[] {
  const begun: Option[][] = [[]]
  for (const option of options) {
    const fits = (set: Option[]) => set.length < size && set.every(({ move }) => move.about !== option.move.about)
    for (const set of begun.filter(fits)) begun.push([...set, option])
  }
  return begun
    .filter((set) => set.length === size)
    .map((set) => {
      const gives = new Set(set.flatMap((option) => option.gives))
      return { options: set, gives, others: set.filter(({ move }) => !isOwnMove(move)).length }
    })
    .sort((a, b) => a.others - b.others || a.gives.size - b.gives.size)
}

/** The better ones of what was found: a set that was tried late may give up less than one that was tried before it. */
function inOrder(found: readonly Found[]): Way[] {
  return found
    .filter((one) => !found.some((other) => other !== one && isPart(other.gives, one.gives)))
    .sort((a, b) => a.others - b.others || a.options.length - b.options.length)
    .map(({ options, access }) => ({ moves: options.map(({ move }) => move), access }))
}
