import { expect } from 'vitest'
import type { Person } from '../../demo/github/local-github.ts'
import type { Stage, StageOptions } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { type Asked, labelled, type Shown, shows } from './play.ts'
import { approves, nothingGranted, withWriters } from './review-play.ts'

export type AskedByPull = Asked & { branch: string; path: string; head: string }

/** The people of `withWriters`, beside a reader, an outsider and an owner of the organisation, and a team that somebody comes to late. */
export const withEverybody: StageOptions = {
  github: {
    ...withWriters.github,
    teams: ['orders', 'security', 'late'],
    teamPermissions: { orders: 'write', security: 'write', late: 'write' },
    people: [
      ...(withWriters.github?.people ?? []),
      { login: 'nora', permission: 'read' },
      { login: 'mallory', member: false, permission: 'read' },
      { login: 'boss', owner: true },
    ],
  },
}

/** The file of a request as a person writes it. */
export function requestText(resource: string, set: Record<string, string> = {}): string {
  const fields = { resource, actions: '[read]', duration: '30m', reason: '"incident 4711"', ticket: 'OPS-1', ...set }
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

export function requestFile(resource: string, set: Record<string, string> = {}): Record<string, string> {
  return { [pathOf(resource)]: requestText(resource, set) }
}

export function pathOf(resource: string): string {
  return `requests/${resource}/incident-4711.yml`
}

export type Asking = {
  login?: string
  text?: string
  files?: Record<string, string>
  branch?: string
  base?: string
  draft?: boolean
}

/** Somebody asks by pull request: one commit on a branch of their own. */
export async function askByPull(stage: Stage, resource: string, options: Asking = {}): Promise<AskedByPull> {
  const person = stage.github.as(options.login ?? 'rita')
  const branch = options.branch ?? `ask-${resource}`
  const path = pathOf(resource)
  const files = options.files ?? { [path]: options.text ?? requestText(resource) }
  // Other tests may move the branches that are looked up here.
  const { sha } = await eventually('the push', () =>
    person.push(branch, files, { createFrom: 'requests', message: 'Ask for access' }),
  )
  return { ...(await openFrom(person, branch, options)), branch, path, head: sha }
}

export async function openFrom(person: Person, branch: string, { base = 'requests', draft }: Asking): Promise<Asked> {
  const given = { title: 'I need this', head: branch, base, body: 'Please.', ...(draft ? { draft } : {}) }
  const { number, url } = await person.openPull(given)
  return { number, url }
}

/** Waits until the pull request itself is put to the vote, with so many approvals missing, as the status words it. */
export function waits(stage: Stage, asked: Asked, missing = '1 approval'): Promise<Shown> {
  const words = `Waiting for ${missing}`
  return shows(stage, asked, words, ({ labels, status }) => {
    return labels.includes('daypass:pending') && status.includes(words) && status.includes('pprove this pull request')
  })
}

/** Asks by pull request, and waits for the vote. */
export async function voting(stage: Stage, resource: string, missing?: string, options?: Asking): Promise<AskedByPull> {
  const asked = await askByPull(stage, resource, options)
  await waits(stage, asked, missing)
  return asked
}

/** Says yes, and waits until the status says so. */
export async function saysYes(stage: Stage, asked: Asked, login: string): Promise<void> {
  await approves(stage, login, asked.number)
  const words = new RegExp(`Already approved: .*\`${login}\``)
  await shows(stage, asked, `the vote of ${login}`, ({ status }) => words.test(status))
}

/** Waits until Daypass has noticed what somebody did: attention raised, closed, not merged by Daypass, nothing granted; the branch is left alone. */
export async function stopped(stage: Stage, asked: AskedByPull, why: string): Promise<Shown> {
  const shown = await shows(stage, asked, why, ({ labels, status }) => {
    return labels.includes('daypass:attention') && status.includes(why)
  })
  await nothingGranted(stage, asked, asked.number)
  const rita = stage.github.as('rita')
  await eventually('the closed pull request', async () =>
    (await rita.pull(asked.number)).state === 'closed' ? true : undefined,
  )
  expect(await rita.branch(asked.branch)).toBeDefined()
  return shown
}

/** Waits for a refusal that names what is wrong, with its code. */
export async function refusedFor(stage: Stage, asked: Asked, code: string, words = ''): Promise<Shown> {
  await shows(stage, asked, `${code}: ${words}`, ({ status, labels }) => {
    return status.includes(`(\`${code}\`)`) && status.includes(words) && labels.includes('daypass:invalid')
  })
  return nothingGranted(stage, asked, asked.number)
}

/** Waits for the end of a request that was never granted: outcome, closed, not merged; the requester's branch is theirs. */
export async function overByPull(stage: Stage, asked: AskedByPull, outcome: string): Promise<Shown> {
  await labelled(stage, asked, `outcome:${outcome}`)
  const shown = await shows(stage, asked, 'the closed pull request', ({ open }) => !open)
  expect(await stage.github.as('rita').branch(asked.branch)).toBeDefined()
  await nothingGranted(stage, asked, asked.number)
  return shown
}
