import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../../../src/config/yaml.ts'
import { sha256 } from '../../../../../src/core/digest.ts'
import { DaypassError } from '../../../../../src/core/error.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { ChangedFile, Pull } from '../../../../../src/ports/pull-requests.ts'
import { readRequestPull } from '../../../../../src/reconcile/request/observe/read-request-pull.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'

const head = 'c'.repeat(40)
const path = 'requests/orders-db/4711.yml'
const file = { head, path, digest: 'd'.repeat(64) }
const record = { key: { repository: 1, issue: 42 }, ownPull: { file, voidedUpTo: 0 } } as RequestRecord
const text = 'resource: orders-db\nactions: [read]\nduration: 2h\nreason: "incident 4711"\n'
const pull = {
  open: true,
  draft: false,
  merged: false,
  baseRef: 'requests',
  baseHead: 'a'.repeat(40),
  head,
  author: { id: 7, login: 'rita', type: 'User' },
} as Pull

type Given = {
  pull?: Partial<Pull>
  files?: ChangedFile[] | Error
  file?: string | Error | undefined
  isVoted?: boolean
}

function read(given: Given) {
  const asked: string[] = []
  const answer = async <T>(name: string, value: T | Error): Promise<T> => {
    asked.push(name)
    if (value instanceof Error) throw value
    return value
  }
  const ports = {
    readYaml,
    pulls: {
      changes: (_: unknown, { base, head: at }: { base: string; head: string }) =>
        answer(`${base[0]}...${at[0]}`, given.files ?? [{ path, status: 'added' }]),
      fileAt: (_: unknown, at: string, name: string) => answer(`${at[0]} ${name}`, 'file' in given ? given.file : text),
    },
  } as unknown as Ports
  const reading = readRequestPull(ports, record, { ...pull, ...given.pull }, given.isVoted ?? false)
  return { asked, reading }
}

test('the file is read at the very head whose changes were listed', async () => {
  const { asked, reading } = read({})
  expect(await reading).toMatchObject({
    ok: true,
    fields: { resource: 'orders-db', actions: ['read'], duration: '2h', reason: 'incident 4711' },
    file: { head, path, digest: sha256(text) },
  })
  expect(asked).toEqual(['a...c', `c ${path}`])
})

describe('a finding', () => {
  const refused = new DaypassError('GITHUB_REFUSED', 'It is larger than 64 KiB.', { where: path })
  test.each<[string, Given, string]>([
    ['for a draft', { pull: { draft: true } }, 'REQUEST_PULL_UNFIT'],
    ['for what is merged', { pull: { merged: true, open: false } }, 'REQUEST_PULL_UNFIT'],
    [
      'for two files',
      { files: ['a', 'b'].map((name) => ({ path: `requests/x/${name}`, status: 'added' })) },
      'REQUEST_PULL_SHAPE',
    ],
    ['for branches without a common past', { files: [] }, 'REQUEST_PULL_SHAPE'],
    ['for what is no text', { file: refused }, 'REQUEST_PULL_SHAPE'],
    ['for what is no YAML', { file: 'a: [' }, 'REQUEST_PULL_SHAPE'],
    ['for an alias', { file: `${text}ticket: &a x\n` }, 'REQUEST_PULL_SHAPE'],
    ['for a key twice', { file: `${text}duration: 8h\n` }, 'REQUEST_PULL_SHAPE'],
    ['for another resource', { file: text.replace('orders-db', 'billing-db') }, 'REQUEST_FIELD_INVALID'],
  ])('%s', async (_, given, code) => {
    expect(await read(given).reading).toMatchObject({ ok: false, findings: [{ code }] })
  })
})

describe('it is tried again later', () => {
  test.each<[string, Given, string]>([
    // A single 404 is one of GitHub's bad days: seed 5941 of the simulation.
    ['when GitHub does not see the commits', { files: new DaypassError('GITHUB_NOT_FOUND', 'x') }, 'GITHUB_NOT_FOUND'],
    ['when GitHub is away', { files: new DaypassError('GITHUB_UNAVAILABLE', 'x') }, 'GITHUB_UNAVAILABLE'],
    ['when GitHub refuses the app the file', { file: new DaypassError('GITHUB_REFUSED', 'x') }, 'GITHUB_REFUSED'],
    ['when GitHub does not have the file it shows', { file: undefined }, 'GITHUB_UNAVAILABLE'],
  ])('%s', async (_, given, code) => {
    await expect(read(given).reading).rejects.toMatchObject({ code })
  })
})

test('what everybody has said yes to may be merged by now: after a crash it is read once more', async () => {
  const merged = { merged: true, open: false }
  // GitHub may compare it with a base that holds the file already.
  expect(await read({ pull: merged, files: [], isVoted: true }).reading).toMatchObject({ ok: true, file: { path } })
  const other = { ...merged, head: 'e'.repeat(40) }
  expect(await read({ pull: other, files: [], isVoted: true }).reading).toMatchObject({ ok: false })
})
