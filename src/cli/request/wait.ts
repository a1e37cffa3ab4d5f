import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { CliDeps, Machine } from '../deps.ts'
import type { IssueAddress } from '../github/issue-url.ts'
import type { UserGitHub } from '../github/reader.ts'
import { askedToWait } from '../github/told.ts'
import { knownApp } from '../open/known-app.ts'
import type { IssuerApp } from '../trust/issuer-app.ts'
import { type Progress, readProgress } from './progress.ts'

/** What waiting came to; `stopped`: the user pressed Ctrl-C or asked this process to end. */
export type Verdict = { kind: 'granted' | 'refused'; progress: Progress } | { kind: 'stopped'; signal: NodeJS.Signals }

/** Milliseconds between two looks: soon at first, when most requests are answered, then rarely enough for many to wait. */
const shortest = 2_000
const longest = 10_000
const growth = 1.5

/** Sleeps until the time is over or somebody asks to stop. */
class Patience {
  stoppedBy: NodeJS.Signals | undefined
  readonly #machine: Machine
  readonly #deaf: () => void
  #wake: () => void = () => {}

  constructor(machine: Machine) {
    this.#machine = machine
    this.#deaf = machine.onSignal((name) => {
      this.stoppedBy ??= name
      this.#wake()
    })
  }

  async sleep(milliseconds: number): Promise<void> {
    if (this.stoppedBy !== undefined) return
    let cancel = (): void => {}
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      cancel = this.#machine.after(milliseconds, resolve)
    })
    cancel()
  }

  end(): void {
    this.#deaf()
  }
}

/** Says what is new, and only that. */
class Reporter {
  readonly #say: (line: string) => void
  #last = ''

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  /** Whether there was something new. */
  tell({ headline, steps }: Pick<Progress, 'headline' | 'steps'>): boolean {
    const text = [headline, ...steps.map((line) => `  ${line}`)].join('\n')
    if (text === this.#last) return false
    this.#last = text
    this.#say(text)
    return true
  }
}

async function look(
  github: UserGitHub,
  { owner, name, number }: IssueAddress,
  app: IssuerApp | undefined,
): Promise<Progress> {
  const [issue, comments] = await Promise.all([github.issue(owner, name, number), github.comments(owner, name, number)])
  return readProgress(issue, comments, app)
}

/** A failure after which it makes sense to look again; every other is thrown. */
function patientWith(thrown: unknown): DaypassError {
  if (isDaypassError(thrown, 'GITHUB_UNAVAILABLE') || isDaypassError(thrown, 'GITHUB_LIMITED')) return thrown
  throw thrown
}

/**
 * Looks at a request until it is granted, refused, or the user stops waiting; what changes is said on standard error. When GitHub
 * cannot be reached or asks to be left alone, that is said once and waiting goes on. Throws GITHUB_NOT_FOUND, GITHUB_REFUSED.
 */
export async function waitForAnswer(deps: CliDeps, github: UserGitHub, issue: IssueAddress): Promise<Verdict> {
  const { machine, now } = deps
  const reporter = new Reporter((text) => machine.stderr.write(`daypass: ${text}\n`))
  const patience = new Patience(machine)
  let pause = shortest
  try {
    const app = await knownApp(deps, github, issue)
    for (;;) {
      let asked = 0
      try {
        const progress = await look(github, issue, app)
        if (patience.stoppedBy === undefined && progress.state !== 'waiting') return { kind: progress.state, progress }
        if (reporter.tell(progress)) pause = shortest
      } catch (thrown) {
        const failure = patientWith(thrown)
        asked = askedToWait(failure, now()) ?? 0
        reporter.tell({ headline: `${failure.message} Waiting goes on.`, steps: [] })
      }
      await patience.sleep(Math.max(pause, asked))
      if (patience.stoppedBy !== undefined) return { kind: 'stopped', signal: patience.stoppedBy }
      pause = Math.min(longest, pause * growth)
    }
  } finally {
    patience.end()
  }
}

/** What a refusal is in words: the status as it stands in the issue. */
export function notGranted({ headline, steps }: Progress, where: string): DaypassError {
  const text = [`${headline}.`, ...steps.map((line) => `  ${line}`)].join('\n')
  return new DaypassError('NOT_GRANTED', text, { where })
}
