// What every simulated run plays in: people, resources, and what the access repository says.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Resource } from '../../../src/generated/catalog.ts'
import type { Settings } from '../../../src/generated/config.ts'
import type { Governance } from '../../../src/ports/access-repository.ts'
import type { Person } from '../../../src/ports/issues.ts'

export const start = Date.parse('2026-11-21T12:00:00.000Z')

const person = (id: number, login: string): Person => ({ id, login, type: 'User' })

export const bot: Person = { id: 1, login: 'daypass[bot]', type: 'Bot' }
export const [rita, remy, oona, otto, sid, zoe] = [
  person(11, 'rita'),
  person(12, 'remy'),
  person(21, 'oona'),
  person(22, 'otto'),
  person(23, 'sid'),
  person(31, 'zoe'),
] as const
export const people: readonly Person[] = [rita, remy, oona, otto, sid, zoe]
export const requesters: readonly Person[] = [rita, remy, oona]
/** CODEOWNERS names them; the team has, at first, the last of them and one more. */
export const owners: readonly Person[] = [oona, otto]
export const teamId = 501
export const security: readonly Person[] = [otto, sid]
/** Teams that may be lent, and have no say. */
export const [readers, writers] = [601, 602]
export const teamTree = {
  organisation: 'acme',
  teams: [
    { id: teamId, slug: 'security' },
    { id: readers, slug: 'readers' },
    { id: writers, slug: 'writers' },
  ],
}

export function personOf(id: number): Person {
  const found = [...people, bot].find((one) => one.id === id)
  if (!found) throw new TypeError(`there is no person ${id}`)
  return found
}

/** What a sealed credential begins with, before the id of its grant. */
export const sealedWord = 'sealed'

export const repository = { id: 7001, owner: 'acme', name: 'access', installation: 99 }

/** `most`: the minutes for which it is given at most. */
export type Outcome =
  | { outcome: 'allow' | 'deny'; most?: number }
  | { outcome: 'review'; slots: { from: string; count: number }[]; most?: number }

/** What a simulated policy says of each resource; whoever is no member gets nothing. */
export type Rules = Readonly<Record<string, Outcome>>

export const rulesAtFirst: Rules = {
  'wiki-api': { outcome: 'allow' },
  'notes-vault': { outcome: 'allow' },
  'orders-api': { outcome: 'review', slots: [{ from: 'code-owners', count: 1 }] },
  'orders-vault': {
    outcome: 'review',
    slots: [
      { from: 'code-owners', count: 1 },
      { from: '@acme/security', count: 1 },
    ],
  },
  'root-api': { outcome: 'deny' },
  'build-api': { outcome: 'allow' },
}

/** The one whose credential goes into a secret. */
export const intoSecret = 'build-api'
export const resources = Object.keys(rulesAtFirst).filter((id) => id !== intoSecret)

/** The same, with one resource as the other kind of it is: what needed no review needs one, and the other way round. */
export function changedRules(rules: Rules, resource: string): Rules {
  const now = rules[resource]
  const other: Outcome =
    now?.outcome === 'allow'
      ? { outcome: 'review', slots: [{ from: 'code-owners', count: 1 }] }
      : { outcome: now?.outcome === 'review' ? 'deny' : 'allow' }
  return { ...rules, [resource]: other }
}

const resource = (id: string): Resource => ({
  id,
  title: id,
  kind: 'api',
  sensitivity: 'medium',
  connector: id.endsWith('vault') ? 'vault' : id === intoSecret ? 'builds' : 'tokens',
  actions: { read: { scope: `${id}:read` }, write: { scope: `${id}:write` } },
})

export const mainBranch = 'main'
export const catalogAtFirst: readonly Resource[] = Object.keys(rulesAtFirst).map(resource)
export const settingsAtFirst: Settings = { lapse_after: '1h' }

export const shownRepository: Governance['repository'] = {
  ...{ id: repository.id, owner: repository.owner, name: repository.name, fullName: 'acme/access' },
  ...{ private: true, url: 'https://github.example/acme/access', defaultBranch: mainBranch },
}

const sshKeys = new Map<number, string>()

/** A key on the account of the person with this id: the same in every run. */
export function sshKeyOf(id: number): string {
  const key = sshKeys.get(id) ?? makeSshKey(id)
  sshKeys.set(id, key)
  return key
}

function makeSshKey(id: number): string {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, id)])
  const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
  const field = (bytes: Uint8Array) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes])
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(raw)])
  return `ssh-ed25519 ${blob.toString('base64')}`
}
