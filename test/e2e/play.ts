import { join } from 'node:path'
import { expect } from 'vitest'
import type { Call, Comment } from '../../demo/github/local-github.ts'
import { runInProcess } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import type { KnownGovernance } from '../../src/ports/releasing.ts'

export type Wish = {
  resource?: string
  actions?: string
  duration?: string
  reason?: string
  ticket?: string
  operation?: string
}

/** An issue's body as the form renders it. */
export function form({
  resource = 'orders-api',
  actions = 'read',
  duration = '30m',
  reason,
  ticket,
  operation,
}: Wish = {}): string {
  const fields = {
    Resource: resource,
    Actions: actions,
    Duration: duration,
    Reason: reason ?? 'incident 4711',
    ...(ticket === undefined ? {} : { Ticket: ticket }),
    ...(operation === undefined ? {} : { Operation: operation }),
  }
  return Object.entries(fields)
    .map(([name, value]) => `### ${name}\n\n${value}\n`)
    .join('\n')
}

export type Asked = { number: number; url: string }

/** Somebody opens a request issue. A text is the whole body. */
export async function ask(stage: Stage, login: string, wish: Wish | string = {}): Promise<Asked> {
  const body = typeof wish === 'string' ? wish : form(wish)
  return stage.github.as(login).openIssue({ title: 'Access, please', body })
}

/** What everybody can read in a request's issue. */
export type Shown = {
  title: string
  open: boolean
  labels: string[]
  /** Daypass's comments, the oldest first. */
  ours: Comment[]
  /** Texts of the status comment and of the receipt; empty while there is none. */
  status: string
  receipt: string
}

export async function look({ github }: Stage, { number }: Asked): Promise<Shown> {
  const rita = github.as('rita')
  const [issue, comments] = await Promise.all([rita.issue(number), rita.comments(number)])
  const ours = comments.filter((comment) => comment.user?.login === `${github.slug}[bot]`)
  const marked = (kind: string) => ours.find(({ body }) => body?.startsWith(`<!-- daypass:${kind} `))?.body ?? ''
  return {
    title: issue.title,
    open: issue.state === 'open',
    labels: issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    ours,
    status: marked('status'),
    receipt: marked('receipt'),
  }
}

/**
 * Whether somebody wrote to GitHub since it was last asked: until then an issue shows what it showed. Now and then it is so in any case,
 * as things also change by themselves.
 */
function newsOf({ github }: Stage): () => boolean {
  let [seen, asked] = [0, 0]
  return () => {
    const { calls } = github
    const isNew = calls.length < seen || calls.slice(seen).some(({ method }) => method !== 'GET')
    seen = calls.length
    return isNew || asked++ % 20 === 0
  }
}

/** Waits until the issue shows what is wanted; says what it showed last when that does not come. */
export async function shows(
  stage: Stage,
  asked: Asked,
  what: string,
  wanted: (shown: Shown) => boolean,
  withinMs?: number,
): Promise<Shown> {
  let last: Shown | undefined
  const isNews = newsOf(stage)
  try {
    return await eventually(
      what,
      async () => {
        if (!isNews()) return undefined
        last = await look(stage, asked)
        return wanted(last) ? last : undefined
      },
      withinMs,
    )
  } catch (error) {
    const seen = last && { ...last, ours: last.ours.length }
    const log = stage.server.log().split('\n').slice(-12).join('\n')
    throw new Error(`#${asked.number}: ${what}; last seen ${JSON.stringify(seen, null, 1)}\n${log}`, { cause: error })
  }
}

/** Waits for a label, and for the issue to be open or closed as that label says. */
export function labelled(stage: Stage, asked: Asked, label: string, withinMs?: number): Promise<Shown> {
  return shows(stage, asked, `the label ${label}`, (shown) => shown.labels.includes(label), withinMs)
}

/** Waits for the end: receipt, outcome, closed issue. */
export async function ended(stage: Stage, asked: Asked, outcome: string, withinMs?: number): Promise<Shown> {
  const shown = await shows(stage, asked, 'the end', ({ labels }) => labels.includes('daypass:ended'), withinMs)
  expect(shown).toMatchObject({ open: false, labels: expect.arrayContaining([`outcome:${outcome}`]) })
  return shown
}

/** Waits until Daypass has read the issue again, and everything that followed from it is shown. */
export async function lookedAgain({ github }: Stage, { number }: Asked, act: () => Promise<unknown>): Promise<void> {
  const path = new RegExp(`/issues/${number}$`)
  const reads = () =>
    github.calls.filter(({ by, method, path: asked }) => by === 'app' && method === 'GET' && path.test(asked)).length
  const before = reads()
  await act()
  await eventually(`a look at issue ${number}`, async () => (reads() > before ? true : undefined))
}

/** Waits until the sweep that a new server begins with has read the open issues; `calls` were made before it started. */
export async function swept({ github }: Stage, calls = 0): Promise<void> {
  await eventually('the first sweep', async () =>
    github.calls.slice(calls).find(({ by, path }) => by === 'app' && /\/issues\?(?:.*&)?state=open/.test(path)),
  )
}

/**
 * The calls made while a request lived that no sweep fell into: Daypass sweeps every five minutes, and then looks at what is open too.
 * Where one did, `live` is called once more, for another request. What `live` returns comes along.
 */
export async function unswept<T>(
  { github }: Stage,
  live: (again: boolean) => Promise<T>,
): Promise<{ lived: T; calls: Call[] }> {
  async function once(again: boolean) {
    const from = github.calls.length
    const lived = await live(again)
    return { lived, calls: github.calls.slice(from) }
  }
  const first = await once(false)
  const isSwept = first.calls.some(
    ({ by, path }) => by === 'app' && /^\/installation\/repositories|checkpoints/.test(path),
  )
  return isSwept ? once(true) : first
}

/** Waits until GitHub's instants, which have whole seconds, can tell what comes now from what was. */
export async function nextSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000)
  const before = second()
  await eventually('the next second', async () => (second() > before ? true : undefined))
}

/** An access token by `daypass token`. */
export async function tokenOf(daypass: Stage['daypass'], { url }: Asked): Promise<string> {
  const { code, stdout, stderr } = await daypass('token', url)
  expect(code, stderr).toBe(0)
  return stdout.trim()
}

/** What the application answers to a token at its orders. */
export async function callOrders(stage: Stage, token: string): Promise<{ status: number; body: { error?: string } }> {
  const response = await fetch(`${stage.application.url}/orders`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, body: (await response.json()) as { error?: string } }
}

/** What is in force, and what is not, as `daypass policy release` tells whoever runs the server; with a digest, that is let in. */
export async function rulesOf(stage: Stage, digest?: string): Promise<KnownGovernance | undefined> {
  const args = ['policy', 'release', ...(digest === undefined ? [] : [digest]), '--json']
  const { code, stdout, stderr } = await runInProcess(args, { DAYPASS_DATA_DIR: join(stage.folder, 'data') })
  expect(code, stderr).toBe(0)
  return (JSON.parse(stdout) as KnownGovernance[])[0]
}

/** Pushes files past everybody, and waits until they are in force, or known to be of no use; whatever they end; and until what was good
 * last has run out where that is a second. */
export async function govern(stage: Stage, files: Readonly<Record<string, string | null>>): Promise<void> {
  const { sha } = await stage.github.commitFiles(files)
  let looks = 0
  await eventually('what was pushed', async () => {
    const { inForce, newest } = (await rulesOf(stage))?.governance ?? {}
    if (newest?.commit === sha && newest.state === 'guarded') await rulesOf(stage, newest.digest)
    const isOut =
      newest?.commit === sha &&
      (newest.state === 'held' || (newest.state === 'broken' && Date.now() > Date.parse(newest.since) + 1_100))
    // What is in force again, or was never put in force, has another commit or none.
    return inForce?.commit === sha || isOut || (newest === undefined && ++looks > 40) ? true : undefined
  })
}
