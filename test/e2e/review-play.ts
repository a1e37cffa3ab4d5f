import { expect } from 'vitest'
import type { Stage, StageOptions } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, look, type Shown, shows } from './play.ts'

/** A resource with whoever owns its requests, as CODEOWNERS names them; `medium` wants one of them, `critical` two and one of security. */
export type Owned = { owners: string; sensitivity?: 'medium' | 'critical' }

/** A catalog and CODEOWNERS in which every test has a resource of its own, so that none disturbs another. */
export function filesFor(resources: Record<string, Owned>): Record<string, string> {
  const entries = Object.entries(resources).map(
    ([id, { sensitivity = 'medium' }]) => `  - id: ${id}
    title: ${id}
    kind: api
    sensitivity: ${sensitivity}
    connector: orders-api
    actions:
      read: { scope: "${id}:read", max_duration: 1h }
`,
  )
  return { 'catalog/example.yml': `resources:\n${entries.join('')}`, '.github/CODEOWNERS': ownersFile(resources) }
}

export function ownersFile(resources: Record<string, Owned>): string {
  const lines = Object.entries(resources).map(([id, { owners }]) => `/requests/${id}/ ${owners}\n`)
  return `${lines.join('')}/policies/ @acme/security\n`
}

/** A stage in this process, if nothing else is said, with these resources; more files and people may be added. The sweep that Daypass begins with is over: it ends with the ledger. */
export async function stageFor(resources: Record<string, Owned>, options: StageOptions = {}): Promise<Stage> {
  const stage = await stageHere({ ...options, files: { ...filesFor(resources), ...options.files } })
  await stage.equip('otto')
  await eventually('the branch of the ledger', () => stage.github.as('rita').branch('requests'))
  return stage
}

const write = { permission: 'write' as const }

/** People with write access: rita asks, otto and olga own, sam is of the security team, and eve has no say in anything. */
export const withWriters: StageOptions = {
  github: {
    teams: ['orders', 'security'],
    people: [
      { login: 'rita', teams: ['orders'], ...write },
      { login: 'otto', teams: ['orders'], ...write },
      { login: 'olga', teams: ['orders'], ...write },
      { login: 'sam', teams: ['security'], ...write },
      { login: 'eve', ...write },
    ],
  },
}

/** rita, or whoever is named, asks; otherwise as `ask`. */
export function wants(stage: Stage, resource: string, duration = '30m', login = 'rita'): Promise<Asked> {
  return ask(stage, login, { resource, duration, ticket: 'OPS-1' })
}

/** Waits for the grant pull request of a request; its number. `not`: the one that it must not be. */
export async function pullOf(stage: Stage, asked: Asked, not?: number): Promise<number> {
  const number = (shown: Shown) => Number(/^Approve or decline in \*\*#(\d+)\*\*/m.exec(shown.status)?.[1] ?? 0)
  return number(await shows(stage, asked, 'its pull request', (shown) => ![0, not].includes(number(shown))))
}

/** Asks, and waits for the pull request. */
export async function proposed(
  stage: Stage,
  resource: string,
  duration?: string,
  login?: string,
): Promise<{ asked: Asked; pull: number; branch: string }> {
  const asked = await wants(stage, resource, duration, login)
  return { asked, pull: await pullOf(stage, asked), branch: `daypass/${asked.number}` }
}

/** Says something in a review, or elsewhere on the pull request, and waits until Daypass has counted the votes again afterwards. */
export async function counted(stage: Stage, pull: number, act: () => Promise<unknown>): Promise<void> {
  const { calls } = stage.github
  const before = calls.length
  await act()
  // The look may be over before this line is reached, and even before the act is answered: what arrives after the act did counts.
  const acts = calls.slice(before).filter(({ by, method }) => by === 'user' && method !== 'GET')
  const acted = acts.findLast(({ path }) => path.includes(`/pulls/${pull}/`))
  await eventually(`another count of the votes on #${pull}`, async () =>
    calls.find(
      ({ by, at, path }) => by === 'app' && path.includes(`/pulls/${pull}/reviews`) && acted && at >= acted.at,
    ),
  )
}

export function approves(stage: Stage, login: string, pull: number): Promise<{ id: number }> {
  return stage.github.as(login).review(pull, 'APPROVE')
}

/** Waits for the credential, and checks on whose word it was given. */
export async function granted(stage: Stage, asked: Asked, by: readonly string[], withinMs?: number): Promise<Shown> {
  const shown = await shows(stage, asked, 'the grant', ({ labels }) => labels.includes('daypass:active'), withinMs)
  const names = /^Approved by (.+?)\. /m.exec(shown.status)?.[1]?.split(', ') ?? []
  expect(names.sort()).toEqual(by.map((login) => `\`${login}\``).sort())
  expect(deliveries(shown)).toHaveLength(1)
  return shown
}

/** Sealed credentials in the issue. */
export function deliveries({ ours }: Shown): string[] {
  return ours.flatMap(({ body }) => (body?.includes('BEGIN AGE ENCRYPTED FILE') ? [body] : []))
}

/** Checks that nothing was granted, and that Daypass did not merge. */
export async function nothingGranted(stage: Stage, asked: Asked, pull: number): Promise<Shown> {
  const { github } = stage
  const [shown, seen] = await Promise.all([look(stage, asked), github.as('rita').pull(pull)])
  expect(deliveries(shown)).toHaveLength(0)
  expect(shown.labels).not.toContain('daypass:active')
  expect(seen.merged_by?.login).not.toBe(`${github.slug}[bot]`)
  return shown
}

/** Waits until Daypass has noticed the interference: votes void, attention raised, pull request and branch gone, nothing granted. */
export async function voided(stage: Stage, asked: Asked, pull: number, why: string): Promise<void> {
  const shown = await shows(stage, asked, 'void votes', ({ labels }) => labels.includes('daypass:attention'))
  expect(shown).toMatchObject({ open: true, status: expect.stringContaining('Votes void') })
  expect(shown.status).toContain(why)
  await nothingGranted(stage, asked, pull)
  const rita = stage.github.as('rita')
  expect(await rita.branch(`daypass/${asked.number}`)).toBeUndefined()
  expect((await rita.pull(pull)).state).toBe('closed')
}

/** After the requester's `/retry`: a new pull request, on which a vote brings the grant. */
export async function retried(stage: Stage, asked: Asked, pull: number, login = 'otto'): Promise<number> {
  await stage.github.as('rita').comment(asked.number, '/retry')
  const next = await pullOf(stage, asked, pull)
  await fileOf(stage, next)
  await approves(stage, login, next)
  await granted(stage, asked, [login])
  return next
}

/** Waits until a branch of ours is deleted. */
export function branchGone({ github }: Stage, branch: string): Promise<boolean> {
  const rita = github.as('rita')
  return eventually(`the end of ${branch}`, async () => ((await rita.branch(branch)) === undefined ? true : undefined))
}

/** What the ledger holds for a resource. */
export async function ledger(stage: Stage, resource: string): Promise<string[]> {
  const { owner, name } = stage.github.repository
  const path = `/repos/${owner}/${name}/contents/requests/${resource}?ref=requests`
  const { status, data } = await stage.github.as('rita').request('GET', path)
  return status === 200 ? (data as { name: string }[]).map((file) => file.name) : []
}

/** The one file of a grant pull request, with its text. */
export async function fileOf(stage: Stage, pull: number): Promise<{ path: string; text: string }> {
  const { owner, name } = stage.github.repository
  const rita = stage.github.as('rita')
  const [[file, ...others], { head }] = await Promise.all([rita.pullFiles(pull), rita.pull(pull)])
  // Added, not changed: so the whole of it is in the diff that people read.
  expect([file?.status, ...others]).toEqual(['added'])
  const path = file?.filename ?? ''
  const { data } = await rita.request('GET', `/repos/${owner}/${name}/contents/${path}?ref=${head.sha}`)
  return { path, text: Buffer.from((data as { content: string }).content, 'base64').toString() }
}

/** The file of a request that asks for more. */
export function longer(text: string): string {
  const changed = text.replace('"30m"', '"1h"')
  expect(changed).not.toBe(text)
  return changed
}
