import { setTimeout as wait } from 'node:timers/promises'
import type { ContactOptions, Question } from '../../ports/first-contact.ts'
import type { Repositories } from '../api/repositories.ts'
import { member, outcomeOf, shown } from './outcome.ts'

/** Milliseconds between two reads of an issue that is not there yet, and reads until it is given up. */
type Pace = { pause: number; tries: number }

const text = {
  title: 'First contact: grants nothing',
  body: '`daypass doctor --first-contact` opened this to see how GitHub behaves, and closes it at once. It asks for nothing.\n',
}

/** Issues that the questions open, so that all of them can be closed. */
export class TrialIssues {
  readonly #repositories: Repositories
  readonly #repository: number
  readonly #now: () => Date
  readonly #pace: Pace
  readonly #open = new Set<number>()
  #locked: number | undefined

  constructor(
    repositories: Repositories,
    repository: number,
    now: () => Date,
    pace: Pace = { pause: 100, tries: 100 },
  ) {
    this.#repositories = repositories
    this.#repository = repository
    this.#now = now
    this.#pace = pace
  }

  questions({ issues, mention }: ContactOptions): Question[] {
    return [
      {
        id: 'issue-readable',
        asked: `How soon can an issue be read after it was opened, ${issues} times?`,
        ask: () => this.#readable(issues),
      },
      { id: 'label', asked: 'Which colour has a label that is made by setting it?', ask: () => this.#label() },
      { id: 'locked', asked: 'What may the app do in a locked issue?', ask: () => this.#inLocked() },
      ...(mention === undefined
        ? []
        : [
            {
              id: 'team-mention',
              asked: `Does the app's mention of ${mention} call it?`,
              ask: () => this.#mentions(mention),
            },
          ]),
    ]
  }

  async tidy(): Promise<string[]> {
    const left: string[] = []
    if (this.#locked !== undefined && (await this.#call('unlockIssue', this.#locked)).status >= 300)
      left.push(`unlock issue ${this.#locked}`)
    for (const issue of [...this.#open]) {
      const labels: string[] = []
      const { status } = await this.#call('changeIssue', issue, {
        state: 'closed',
        state_reason: 'not_planned',
        labels,
      })
      if (status >= 200 && status < 300) this.#open.delete(issue)
      else left.push(`close issue ${issue}`)
    }
    return left
  }

  #call(
    name: 'changeIssue' | 'comment' | 'issue' | 'lockIssue' | 'unlockIssue',
    issue: number,
    parameters: object = {},
  ) {
    return outcomeOf(this.#repositories.call(this.#repository, name, { issue_number: issue, ...parameters }))
  }

  async #opened(): Promise<number> {
    const made = await this.#repositories.call(this.#repository, 'openIssue', text)
    const number = member(made.data, 'number')
    if (typeof number !== 'number') throw new TypeError('GitHub opened an issue without a number')
    this.#open.add(number)
    return number
  }

  /** One that is there for several questions. */
  async #one(): Promise<number> {
    const [first] = this.#open
    return first ?? this.#opened()
  }

  async #readable(count: number) {
    const samples: { ms: number; reads: number; first: number }[] = []
    for (let i = 0; i < count; i++) {
      const issue = await this.#opened()
      const from = this.#now().getTime()
      const statuses: number[] = []
      while (statuses.length < this.#pace.tries) {
        const { status } = await this.#call('issue', issue)
        statuses.push(status)
        if (status === 200) break
        await wait(this.#pace.pause)
      }
      samples.push({ ms: this.#now().getTime() - from, reads: statuses.length, first: statuses[0] ?? 0 })
    }
    const late = samples.filter(({ reads }) => reads > 1)
    return { issues: count, late: late.length, slowest: Math.max(0, ...samples.map(({ ms }) => ms)), samples }
  }

  async #label() {
    const { data, ...rest } = await this.#call('changeIssue', await this.#one(), { labels: ['daypass:attention'] })
    const [label] = (member(data, 'labels') as unknown[] | undefined) ?? []
    return { ...shown(rest), color: member(label, 'color') ?? 'absent' }
  }

  async #inLocked() {
    const issue = await this.#one()
    const locked = await this.#call('lockIssue', issue)
    if (locked.status < 300) this.#locked = issue
    const change = await this.#call('changeIssue', issue, { title: `${text.title} (changed while locked)` })
    const comment = await this.#call('comment', issue, { body: 'A comment in a locked issue.' })
    const closed = await this.#call('changeIssue', issue, { state: 'closed' })
    const unlocked = await this.#call('unlockIssue', issue)
    if (unlocked.status < 300) this.#locked = undefined
    return {
      lock: shown(locked),
      change: shown(change),
      comment: shown(comment),
      close: shown(closed),
      unlock: shown(unlocked),
    }
  }

  async #mentions(team: string) {
    const body = `${team}: a trial of \`daypass doctor --first-contact\`. There is nothing to do.`
    const { data, ...rest } = await this.#call('comment', await this.#one(), { body })
    const comment = member(data, 'id')
    const seen = await outcomeOf(this.#repositories.call(this.#repository, 'commentShown', { comment_id: comment }))
    const html = String(member(seen.data, 'body_html') ?? '')
    return { ...shown(rest), linked: /class="[^"]*team-mention/.test(html), html: html.slice(0, 300) }
  }
}
