import { describe, expect, test } from 'vitest'
import { roleName } from '../../../../src/connectors/role-name.ts'
import type { Traced } from '../../../../src/ports/traces.ts'
import { createWorld } from '../world.ts'

const grant = 'FCl-4_ZMZqGdyp01uGb7qw'
const lived: Traced = {
  ...{ grant, request: 'https://github.example/acme/access/issues/4', requester: { id: 5, login: 'rita' } },
  ...{ connector: 'orders', resource: 'orders-db', scope: 'orders:read' },
  ...{ begins: new Date('2026-11-28T12:00:00Z'), ends: new Date('2026-11-28T14:00:00Z'), ended: null },
}

async function asking(found: readonly Traced[]) {
  const world = await createWorld()
  const asked: unknown[] = []
  let closed = 0
  world.openWhose = async () => ({
    whose: async (...given) => {
      asked.push(given)
      return [...found]
    },
    close: async () => void closed++,
  })
  return { world, asked, closed: () => closed }
}

describe('daypass whose', () => {
  test('names the request, who asked, and from when to when', async () => {
    const { world, asked, closed } = await asking([lived])
    expect(await world.run('whose', roleName(grant), '--at', '2026-11-28T13:00:00Z')).toBe(0)
    expect(world.out).toBe(
      [
        'https://github.example/acme/access/issues/4',
        '  rita (5): orders-db, orders:read, by orders',
        `  from 2026-11-28 12:00:00 UTC for 2h, not ended yet; grant ${grant}`,
        '',
      ].join('\n'),
    )
    expect([asked, closed()]).toEqual([[[{ grant }, new Date('2026-11-28T13:00:00Z')]], 1])
  })

  test('of a key it says that it could be sealed to it, and tells no more than a screenful', async () => {
    const { world } = await asking(Array.from({ length: 22 }, () => lived))
    expect(await world.run('whose', `SHA256:${'a'.repeat(43)}`)).toBe(0)
    expect(world.out).toMatch(/^Credentials were sealed to this key, or could be, for:\n/)
    expect(world.out).toMatch(/and 2 more: --json tells all/)
  })

  test('nobody’s is a clear no', async () => {
    const { world } = await asking([])
    expect([await world.run('whose', grant), world.out]).toEqual([1, 'No grant of this Daypass left that behind.\n'])
  })

  test('as JSON', async () => {
    const { world } = await asking([{ ...lived, requester: { id: 5, login: null } }])
    expect(await world.run('whose', grant, '--json')).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ grants: [{ grant, ended: null, requester: { id: 5, login: null } }] })
  })

  test.each([
    [['postgres'], 'This is no name of a role'],
    [[grant, '--at', 'yesterday'], 'An instant is written as'],
    [[grant, '--at', '2026-13-40T00:00:00Z'], 'An instant is written as'],
  ])('%j is wrong use, and nothing is opened', async (args, why) => {
    const { world, asked } = await asking([lived])
    expect(await world.run('whose', ...args)).toBe(2)
    expect(world.err).toContain(why)
    expect(asked).toEqual([])
  })
})
