import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StandingGitHub } from '../../../../src/cli/github/standing-github.ts'
import type { StandingRight } from '../../../../src/core/standing/standing-rights.ts'
import { createWorld, type World } from '../world.ts'

const rita: StandingRight = { on: 'acme/orders', who: '@rita', right: 'write' }
let rights: StandingRight[]
let unseen: string[]
let world: World
let out: string

beforeEach(async () => {
  rights = [rita]
  unseen = []
  const github: StandingGitHub = {
    ofOrganisation: async () => [{ on: 'acme', who: '@oona', right: 'admin' }],
    ofTeams: async () => [{ on: '@acme/dev', who: '@rita', right: 'write' }],
    repositories: async () => ['orders'],
    ofRepository: async () => ({ rights, unseen }),
  }
  world = await createWorld({ standingGitHub: () => github })
  world.deps.connectorDesk = async () =>
    ({
      standing: async (name: string) => ({
        rights: [{ on: `database shop (${name})`, who: 'the role app', right: 'maintain' }],
        unseen: [],
      }),
    }) as never
  out = join(world.home, 'standing.json')
})

const run = (...args: string[]) => world.run('standing', 'scan', ...args)

describe('daypass standing scan', () => {
  test('lists what stands, on GitHub and in a database, and keeps it', async () => {
    expect(await run('--organisation', 'acme', '--connector', 'orders-postgres', '--out', out)).toBe(0)
    expect(world.out).toBe(
      [
        '4 standing rights to write or to administer, on 4 things.',
        '· @rita: member of @acme/dev',
        '· @oona: admin on acme',
        '· @rita: write on acme/orders',
        '· the role app: maintain on database shop (orders-postgres)',
        '',
      ].join('\n'),
    )
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ version: 1, of: 'acme orders-postgres' })
    expect(statSync(out).mode & 0o077).toBe(0)
  })

  test('1 where rights have grown since the last scan; what went alone is no growth', async () => {
    const scan = () => run('--organisation', 'acme', '--out', out)
    expect(await scan()).toBe(0)
    expect([await scan(), world.out]).toEqual([0, expect.stringContaining('Nothing has changed since the last scan.')])
    rights = [
      { ...rita, right: 'admin' },
      { on: 'acme/orders', who: 'the deploy key ci', right: 'write' },
    ]
    expect(await scan()).toBe(1)
    expect(world.out).toContain(
      '+ @rita: admin (was write) on acme/orders\n+ the deploy key ci: write on acme/orders\n',
    )
    rights = []
    expect(await scan()).toBe(0)
    expect(world.out).toContain('Since the last scan 0 grew and 2 went:\n- @rita: admin on acme/orders')
  })

  test('says what could not be seen, and what a name has in it', async () => {
    unseen = ['which keys may push of acme/orders: GitHub shows it to its administrators']
    rights = [{ on: 'acme/orders', who: 'the deploy key \u001b[2J\u202e', right: 'write' }]
    expect(await run('--organisation', 'acme')).toBe(0)
    expect(world.out).toContain('Not seen:\n? which keys may push of acme/orders')
    for (const hidden of ['\u001b', '\u202e']) expect(world.out).not.toContain(hidden)
  })

  test('as JSON', async () => {
    expect(await run('--organisation', 'acme', '--json')).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ version: 1, grown: [], gone: [], unseen: [] })
  })

  test('what is no scan is not written over', async () => {
    for (const text of ['{', '{"version":1}', 'notes']) {
      writeFileSync(out, text)
      expect(await run('--organisation', 'acme', '--out', out)).toBe(1)
      expect(readFileSync(out, 'utf8')).toBe(text)
    }
  })

  test('a scan of something else is not compared with, and nothing at all is wrong use', async () => {
    await run('--organisation', 'acme', '--out', out)
    expect(await run('--connector', 'orders-postgres', '--out', out)).toBe(2)
    expect(world.err).toContain('It is a scan of acme.')
    expect(await run()).toBe(2)
  })
})
