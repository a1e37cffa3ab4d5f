import { beforeEach, describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import type { GovernanceRecord, Newest } from '../../../../src/core/governance/governance-record.ts'
import { readGovernance, readGovernedTexts } from '../../../../src/github/governance/governance.ts'
import { selectGoverned } from '../../../../src/github/governance/governed-files.ts'
import type { Governance, GovernedContents } from '../../../../src/ports/access-repository.ts'
import { createGoverned, createInForce } from '../../../../src/reconcile/governance/in-force.ts'

const repository = {
  ...{ id: 7, owner: 'acme', name: 'access', fullName: 'acme/access', private: true },
  ...{ url: 'https://github.example/acme/access', defaultBranch: 'main' },
}

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

/** As it is read from GitHub. */
function contentsOf(texts: Files): GovernedContents {
  const tree = Object.entries(texts).map(([path, text]) => ({ path, mode: '100644', sha: '', size: text.length }))
  const { files, problems } = selectGoverned(tree)
  const contents = files.map((file) => ({ ...file, content: Buffer.from(texts[file.path] ?? '') }))
  return { ...readGovernance(contents, problems, readYaml), commit: 'c'.repeat(40) }
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
const shown = ({ resources, codeowners, newerOwners, problems, commit }: Governance) => ({
  resources: resources?.map(({ id, actions }) => `${id} ${Object.keys(actions).join()}`),
  owners: codeowners,
  ...(newerOwners === undefined ? {} : { newer: newerOwners }),
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
    expect(shown(await one.read(7))).toStrictEqual({ ...whole, newer: '* @olga\n', commit: 'g' })
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
    expect(shown(await read())).toStrictEqual({ newer: '* @olga\n', ...expected, commit: 'g' })
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
