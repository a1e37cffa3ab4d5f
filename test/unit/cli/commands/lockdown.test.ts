import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeLockdowns, type FakeLockdowns } from '../../../fakes/lockdowns.ts'
import { type Answer, createWorld, type World } from '../world.ts'

const everything = { of: 'everything' }
let lockdowns: FakeLockdowns
let world: World
let state: { opened: number; closed: number; github: Answer }

beforeEach(async () => {
  lockdowns = createFakeLockdowns()
  state = { opened: 0, closed: 0, github: { status: 404, body: {} } }
  world = await createWorld({
    openLockdowns: async () => {
      state.opened++
      return { ...lockdowns, close: async () => void state.closed++ }
    },
    token: () => state.github,
  })
})

const run = (...args: string[]) => world.run('lockdown', ...args)

describe('locks down', () => {
  test.each<[string[], object]>([
    [[], everything],
    [['--connector', 'orders-postgres'], { of: 'connector', name: 'orders-postgres' }],
    [['--resource', 'orders-db'], { of: 'resource', name: 'orders-db' }],
    [['--person', '42'], { of: 'person', id: 42 }],
  ])('%j', async (args, scope) => {
    expect(await run(...args, '--why', 'a drill')).toBe(0)
    expect(lockdowns.told).toEqual([['lock', scope, 'a drill']])
    expect(world.sent).toEqual([])
    expect([state.opened, state.closed]).toEqual([1, 1])
  })

  test('and says what that means, and how to lift it', async () => {
    await run('--why', 'a drill')
    await expect(world.out).toMatchFileSnapshot('../../../golden/cli/lockdown.txt')
    await run('--person', '42', '--why', 'a drill', '--json')
    const lockdown = { id: 2, scope: { of: 'person', id: 42 }, why: 'a drill', since: '2026-11-21T12:00:00.000Z' }
    expect(JSON.parse(world.out)).toEqual({ lockdown })
  })

  test('a person by login, whom GitHub names by number', async () => {
    state.github = { status: 200, body: { id: 42, login: 'Rita' } }
    expect(await run('--person', '@rita', '--why', 'a drill')).toBe(0)
    expect(lockdowns.told).toEqual([['lock', { of: 'person', id: 42 }, 'a drill']])
    expect(world.sent).toMatchObject([{ url: 'https://api.github.com/users/rita' }])
  })

  test.each<[string, Answer, string]>([
    ['that is unknown', { status: 404, body: { message: 'Not Found' } }, 'GITHUB_NOT_FOUND'],
    ['of somebody who is called otherwise', { status: 200, body: { id: 42, login: 'otto' } }, 'GITHUB_UNAVAILABLE'],
    ['without a number', { status: 200, body: { login: 'rita' } }, 'GITHUB_UNAVAILABLE'],
    ['when GitHub limits', { status: 403, body: {} }, 'GITHUB_UNAVAILABLE'],
    ['when GitHub does not answer', { status: 500, body: 'oops' }, 'GITHUB_UNAVAILABLE'],
  ])('nobody by a login %s', async (_case, answer, code) => {
    state.github = answer
    expect(await run('--person', 'rita', '--why', 'a drill')).toBe(1)
    expect(world.err).toContain(code)
    expect(world.err).toContain('gh api users/rita --jq .id')
    expect(state.opened).toBe(0)
  })
})

test('lists what is in force, and never obeys what stands in a reason', async () => {
  expect(await run('--list')).toBe(0)
  expect(world.out).toBe('No lockdown is in force.\n')
  await lockdowns.lock({ of: 'resource', name: 'orders-db' }, 'a \u001b[2Jleak')
  await lockdowns.lock({ of: 'person', id: 42 }, 'a stolen laptop')
  expect(await run('--list')).toBe(0)
  expect(world.out).toBe(
    '1  2026-11-21T12:00:00.000Z  resource orders-db: a ?[2Jleak\n2  2026-11-21T12:00:00.000Z  person 42: a stolen laptop\n',
  )
  await run('--list', '--json')
  expect(JSON.parse(world.out)).toMatchObject([{ id: 1 }, { id: 2, scope: { of: 'person', id: 42 } }])
})

test('lifts one, or all, and says which', async () => {
  await lockdowns.lock({ of: 'person', id: 42 }, 'a')
  await lockdowns.lock({ of: 'everything' }, 'b')
  expect(await run('--lift', '1', '--why', 'over')).toBe(0)
  expect(world.out).toBe('Lifted: lockdown 1, of person 42.\nWhat waited goes on by itself within seconds.\n')
  expect(await run('--lift', '1', '--why', 'over')).toBe(1)
  expect(world.err).toContain('LOCKDOWN_UNKNOWN')
  expect(state.closed).toBe(state.opened)
  expect(await run('--lift', 'all', '--why', 'over', '--json')).toBe(0)
  expect(JSON.parse(world.out)).toMatchObject({ lifted: [{ id: 2 }] })
  expect(await run('--lift', 'all', '--why', 'over')).toBe(0)
  expect(world.out).toBe('No lockdown was in force.\n')
})

test.each([
  ['no reason', []],
  ['an empty reason', ['--why', ' ']],
  ['a reason of two lines', ['--why', 'a\nb']],
  ['two scopes', ['--connector', 'a', '--resource', 'b', '--why', 'c']],
  ['a name that none can have', ['--resource', 'Orders DB', '--why', 'c']],
  ['an empty name', ['--connector', '', '--why', 'c']],
  ['an empty login', ['--person', '', '--why', 'c']],
  ['a login that leads elsewhere', ['--person', '../orgs/acme', '--why', 'c']],
  ['lifting without a reason', ['--lift', '1']],
  ['lifting what is no number', ['--lift', '1e3', '--why', 'c']],
  ['lifting nothing', ['--lift', '', '--why', 'c']],
  ['lifting by name', ['--lift', '1', '--resource', 'b', '--why', 'c']],
  ['listing and lifting', ['--list', '--lift', '1', '--why', 'c']],
  ['listing by name', ['--list', '--person', '42']],
  ['an argument that it has not', ['orders-db', '--why', 'c']],
])('refuses %s, and opens nothing', async (_case, args) => {
  expect(await run(...args)).toBe(2)
  expect(world.err).toContain('USAGE')
  expect([state.opened, lockdowns.told, world.sent]).toEqual([0, [], []])
})
