import { beforeEach, describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import type { GovernanceRecord, Newest } from '../../../../src/core/governance/governance-record.ts'
import { readGovernedTexts } from '../../../../src/github/governance/governance.ts'
import type { Governance } from '../../../../src/ports/access-repository.ts'
import { createGoverned, createInForce } from '../../../../src/reconcile/governance/in-force.ts'
import { contentsOf, shown as repository } from './contents.ts'

type Files = Record<string, string>

const catalogOf = (resources: Record<string, string[]>) =>
  `resources:\n${Object.entries(resources)
    .map(
      ([id, actions]) =>
        `  - id: ${id}\n    title: ${id}\n    kind: api\n    sensitivity: low\n    connector: c\n    actions:\n${actions
          .map((name) => `      ${name}: { scope: ${id}:${name} }\n`)
          .join('')}`,
    )
    .join('')}`

const good: Files = {
  '.github/CODEOWNERS': '* @olga\n',
  '.github/daypass.yml': 'policy: { last_good_for: 1h }\n',
  'catalog/a.yml': catalogOf({ orders: ['read', 'write'], billing: ['read'] }),
  'policies/decision.rego': 'package daypass\n',
}

let clock: Date
let branch: Files
let record: GovernanceRecord | undefined
let woken: number[]

const inForce = createInForce(
  {
    find: async () => record,
    texts: async (_repository, digest) =>
      digest === contentsOf(good).digest ? new Map(Object.entries(good)) : undefined,
  },
  (texts) => readGovernedTexts(texts, readYaml),
)
const governed = () =>
  createGoverned({
    visibility: async () => ({ private: true, archived: false }),
    branches: { read: async () => ({ ...contentsOf(branch), repository }) },
    ...{ inForce, store: { find: async () => record }, floors: {} },
    wake: async (id) => void woken.push(id),
    now: () => clock,
  })

const read = () => governed().read(7)
const later = (seconds: number) => new Date(clock.getTime() + seconds * 1000)
const standing = (newest?: Partial<Newest>): GovernanceRecord => ({
  inForce: { digest: contentsOf(good).digest, commit: 'g'.repeat(40), since: clock.toISOString(), verdict: 'first' },
  ...(newest
    ? {
        newest: {
          digest: contentsOf(branch).digest,
          state: 'held',
          seen: clock.toISOString(),
          since: clock.toISOString(),
          why: [],
          ...newest,
        },
      }
    : {}),
  tries: 0,
})
const shown = ({ resources, codeowners, newerOwners, lastGood, problems, commit }: Governance) => ({
  resources: resources?.map(({ id, actions }) => `${id} ${Object.keys(actions).join()}`),
  owners: codeowners,
  ...(newerOwners === undefined ? {} : { newer: newerOwners }),
  ...(lastGood ? { lastGood: `${lastGood.newest} since ${lastGood.since.slice(11, 16)}` } : {}),
  problems: problems.map(({ code }) => code),
  commit: commit?.slice(0, 1),
})

beforeEach(() => {
  clock = new Date('2026-11-30T12:00:00Z')
  branch = good
  record = undefined
  woken = []
})

const whole = { resources: ['billing read', 'orders read,write'], owners: '* @olga\n', problems: [] }

it('asks once for a look at what was there first, as soon as it can be, and once more when it changes (simulation, seed 2723)', async () => {
  const desk = governed()
  await desk.read(7)
  await desk.read(7)
  expect(woken).toEqual([7, 7])
  // From now on the store knows that it is to be looked at.
  record = { tries: 0 }
  woken = []
  await desk.read(7)
  await desk.read(7)
  expect(woken).toEqual([7])
  branch = { ...good, 'policies/decision.rego': 'half a line' }
  await desk.read(7)
  await desk.read(7)
  expect(woken).toEqual([7, 7])
})

describe('what decides', () => {
  it('is what is there, before anybody has looked; and that somebody looks', async () => {
    expect(shown(await read())).toStrictEqual({ ...whole, commit: 'c' })
    expect(woken).toStrictEqual([7])
  })

  it('is what is in force, where that is what is there', async () => {
    record = standing()
    expect(shown(await read())).toStrictEqual({ ...whole, commit: 'c' })
    expect(woken).toStrictEqual([])
  })

  it('is waited for, for a while, where nobody has looked at what was pushed', async () => {
    record = standing()
    branch = { ...good, 'policies/decision.rego': 'package daypass\n\nx := 1\n' }
    const one = governed()
    await expect(one.read(7)).rejects.toMatchObject({ code: 'GOVERNANCE_UNREAD' })
    record = standing({ state: 'unread' })
    await expect(one.read(7)).rejects.toMatchObject({ code: 'GOVERNANCE_UNREAD' })
    expect(woken).toStrictEqual([7])
    clock = later(10)
    expect(shown(await one.read(7))).toStrictEqual({
      ...whole,
      newer: '* @olga\n',
      lastGood: 'unread since 12:00',
      commit: 'g',
    })
  })

  it.each<[what: string, push: Files, expected: object]>([
    [
      'gives nothing that only the newest has',
      { 'catalog/a.yml': catalogOf({ orders: ['read', 'write'], billing: ['read'], vault: ['read'] }) },
      whole,
    ],
    [
      'takes away a resource',
      { 'catalog/a.yml': catalogOf({ orders: ['read', 'write'] }) },
      { ...whole, resources: ['orders read,write'] },
    ],
    [
      'takes away an action',
      { 'catalog/a.yml': catalogOf({ orders: ['read'], billing: ['read'] }) },
      { ...whole, resources: ['billing read', 'orders read'] },
    ],
    ['takes away owners', { '.github/CODEOWNERS': '* @mallory\n' }, { ...whole, newer: '* @mallory\n' }],
    ['takes away nothing where its catalog cannot be read', { 'catalog/a.yml': 'resources: [' }, whole],
  ])('held, %s', async (_, push, expected) => {
    branch = { ...good, ...push }
    record = standing({})
    expect(shown(await read())).toStrictEqual({
      newer: '* @olga\n',
      lastGood: 'held since 12:00',
      ...expected,
      commit: 'g',
    })
  })

  it('is not called held for what was held before', async () => {
    branch = { ...good, 'catalog/a.yml': catalogOf({ orders: ['read'] }) }
    record = standing({ state: 'held', digest: 'b'.repeat(64) })
    const one = governed()
    await expect(one.read(7)).rejects.toMatchObject({ code: 'GOVERNANCE_UNREAD' })
    clock = later(10)
    expect((await one.read(7)).lastGood).toMatchObject({ newest: 'unread' })
  })

  it('is whole: the newest settings and policies do not count beside an older catalog', async () => {
    branch = {
      ...good,
      '.github/daypass.yml': 'ticket: required\n',
      'policies/decision.rego': 'package daypass\n\nx := 1\n',
    }
    record = standing({})
    const { settings, policy, digest } = await read()
    expect(settings).toStrictEqual({ policy: { last_good_for: '1h' } })
    expect([...policy.values()]).toStrictEqual(['package daypass\n'])
    expect(digest).toBe(contentsOf(good).digest)
  })

  it('is nothing once what cannot be used has been there for too long', async () => {
    branch = { ...good, 'catalog/a.yml': 'resources: [' }
    record = standing({ state: 'broken', why: ['catalog/a.yml: no'] })
    clock = later(3_599)
    expect(shown(await read()).problems).toStrictEqual([])
    clock = later(1)
    expect(shown(await read()).problems).toStrictEqual(['GOVERNANCE_BROKEN', 'YAML_INVALID'])
  })

  it('lasts no longer than the deployment says', async () => {
    branch = { ...good, 'catalog/a.yml': 'resources: [' }
    record = standing({ state: 'broken' })
    clock = later(60)
    const parts = { branches: { read: async () => ({ ...contentsOf(branch), repository }) }, inForce }
    const short = createGoverned({
      visibility: async () => ({ private: true, archived: false }),
      ...{ ...parts, store: { find: async () => record }, floors: { last_good_for: '1m' } },
      wake: async () => undefined,
      now: () => clock,
    })
    expect(shown(await short.read(7)).problems[0]).toBe('GOVERNANCE_BROKEN')
  })
})
