// What people do in a scenario, and what they see of it. None of them knows that a server has died: they wait, and try again.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runInProcess } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'

export type Wish = { resource?: string; actions?: string; duration?: string }

/** A request's issue, by its number. */
export type Asked = { number: number; url: string; login: string }

/** Somebody fills in the form. */
export async function asks(stage: Stage, login: string, wish: Wish = {}): Promise<Asked> {
  const { resource = 'orders-api', actions = 'read', duration = '30m' } = wish
  const fields = { Resource: resource, Actions: actions, Duration: duration, Reason: 'incident 4711', Ticket: 'OPS-1' }
  const body = Object.entries(fields).map(([name, value]) => `### ${name}\n\n${value}\n`)
  const { number, url } = await stage.github.as(login).openIssue({ title: 'Access, please', body: body.join('\n') })
  return { number, url, login }
}

export type Seen = {
  open: boolean
  labels: string[]
  /** Texts of Daypass's comments, the oldest first. */
  ours: string[]
  /** Those with a marker of this kind in their first line. */
  marked(kind: string): string[]
}

/** What everybody can read in an issue. */
export async function sees({ github }: Stage, number: number): Promise<Seen> {
  const rita = github.as('rita')
  const [issue, comments] = await Promise.all([rita.issue(number), rita.comments(number)])
  const ours = comments.flatMap(({ user, body }) => (user?.login === `${github.slug}[bot]` ? [body ?? ''] : []))
  return {
    open: issue.state === 'open',
    labels: issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    ours,
    marked: (kind) => ours.filter((body) => body.startsWith(`<!-- daypass:${kind} `)),
  }
}

/** Whether somebody wrote to GitHub since it was last asked: until then an issue shows what it showed. */
function newsOf({ github }: Stage): () => boolean {
  let seen = -1
  return () => {
    const { calls } = github
    const isNew = seen < 0 || calls.slice(seen).some(({ method }) => method !== 'GET')
    seen = calls.length
    return isNew
  }
}

/** Waits until the issue shows it. */
export async function until(
  stage: Stage,
  { number }: Asked,
  what: string,
  isShown: (seen: Seen) => boolean,
): Promise<Seen> {
  let last: Seen | undefined
  const isNews = newsOf(stage)
  const look = async () => {
    if (!isNews()) return undefined
    last = await sees(stage, number)
    return isShown(last) ? last : undefined
  }
  return eventually(`#${number}: ${what}`, look).catch((error: Error) => {
    const { open, labels } = last ?? { open: false, labels: [] }
    throw new Error(`${error.message}; it is ${open ? 'open' : 'closed'}, with ${labels.join(', ')}`)
  })
}

export const labelled = (stage: Stage, asked: Asked, label: string): Promise<Seen> =>
  until(stage, asked, `the label ${label}`, ({ labels }) => labels.includes(label))

/** Tries until it works: whoever meets a server that is not there tries again. */
export async function keepsTrying<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  let last: unknown
  const once = async () => {
    try {
      return { done: await attempt() }
    } catch (error) {
      last = error
      return undefined
    }
  }
  const { done } = await eventually(what, once, 60_000).catch((error: Error) => {
    throw new Error(`${error.message}: ${String(last)}`)
  })
  return done
}

/** What `daypass token` gives, or what the application says to it. */
export async function uses(stage: Stage, asked: Asked, daypass: Stage['daypass']): Promise<string> {
  return keepsTrying(`a token for #${asked.number}`, async () => {
    const { code, stdout, stderr } = await daypass('token', asked.url)
    if (code !== 0) throw new Error(stderr)
    const token = stdout.trim()
    const status = await shownTo(stage, token)
    if (status !== 200) throw new Error(`the application answers ${status}`)
    return token
  })
}

/** Which status the application answers to a token. */
export async function shownTo({ application }: Stage, token: string): Promise<number> {
  const response = await fetch(`${application.url}/whoami`, { headers: { authorization: `Bearer ${token}` } })
  await response.body?.cancel()
  return response.status
}

/** Waits until the application refuses it. */
export const isRefused = (stage: Stage, token: string): Promise<true> =>
  eventually('the application refusing a token', async () => ((await shownTo(stage, token)) === 401 ? true : undefined))

/** `daypass lockdown`, as whoever runs the server, with this environment. */
export const operatesOn = (env: Record<string, string>, ...args: string[]): Promise<void> =>
  keepsTrying(`daypass lockdown ${args.join(' ')}`, async () => {
    const answer = await runInProcess(['lockdown', ...args], env)
    if (answer.code !== 0) throw new Error(answer.stderr)
  })

/** The same, by the server that runs. */
export const operates = (stage: Stage, ...args: string[]): Promise<void> =>
  operatesOn({ DAYPASS_DATA_DIR: join(stage.folder, 'data') }, ...args)

/** The kill switch, as an operator with the token throws it. */
export const killsAll = (stage: Stage): Promise<void> =>
  keepsTrying('the kill switch', async () => {
    const token = (await readFile(join(stage.folder, 'data', 'admin-token'), 'utf8')).trim()
    const headers = { authorization: `Bearer ${token}`, 'x-daypass': 'revoke-all' }
    const address = `http://127.0.0.1:${stage.env.DAYPASS_ADMIN_PORT}/revoke-all`
    const { status } = await fetch(address, { method: 'POST', headers })
    if (status !== 200) throw new Error(`the kill switch answers ${status}`)
  })

/** Waits for the pull request in which a request, or the extension that is asked for last, is voted on; its number. */
export async function pullOf(stage: Stage, asked: Asked, not = 0): Promise<number> {
  const found = ({ ours }: Seen) => {
    const numbers = ours.flatMap((body) => [...body.matchAll(/in \*\*#(\d+)\*\*/g)].map(([, digits]) => Number(digits)))
    return numbers.findLast((number) => number !== not) ?? 0
  }
  return found(await until(stage, asked, 'its pull request', (seen) => found(seen) > 0))
}

/** Somebody says yes. */
export const approves = (stage: Stage, login: string, pull: number): Promise<unknown> =>
  stage.github.as(login).review(pull, 'APPROVE')

export const says = (stage: Stage, login: string, { number }: Asked, words: string): Promise<unknown> =>
  stage.github.as(login).comment(number, words)
