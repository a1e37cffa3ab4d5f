import { beforeEach, describe, expect, test } from 'vitest'
import { fakeRecords } from '../../../fakes/audit-records.ts'
import { createWorld, type World } from '../world.ts'

let world: World
let records: ReturnType<typeof fakeRecords>
beforeEach(async () => {
  world = await createWorld()
  records = fakeRecords('https://daypass.example', [], [])
  records.ahead = [{ place: 'github', repository: 7, seq: 120, hash: 'a'.repeat(64) }]
  world.openRecords = async () => records
})

describe('daypass adopt', () => {
  test('gives up what is ahead of one trail', async () => {
    expect(await world.run('adopt', '--trail', '7')).toBe(0)
    expect(world.out).toMatch(/^Given up: entry 120 on github\. The trail of repository 7 goes on without\./)
    expect([records.ahead, records.closed]).toEqual([[], 1])
    expect(await world.run('adopt', '--trail', '7')).toBe(0)
    expect(world.out).toBe('Nothing is ahead of the trail of repository 7.\n')
  })

  test('answers programs', async () => {
    expect(await world.run('adopt', '--json', '--trail', '7')).toBe(0)
    expect(JSON.parse(world.out)).toEqual({
      repository: 7,
      lost: [{ place: 'github', seq: 120, hash: 'a'.repeat(64) }],
    })
  })

  test('ends what another store began', async () => {
    const store = 's'.repeat(22)
    records.elsewhere = [{ repository: 7, issue: 4, store }]
    expect(await world.run('adopt', '--store', store)).toBe(0)
    expect(records.adopted).toEqual([store])
    expect(world.out).toContain('What it gave in #4')
  })

  test.each([
    [[]],
    [['--trail', '7', '--store', 's'.repeat(22)]],
    [['--trail', 'acme/access']],
    [['--trail', '0']],
    [['--trail', '9'.repeat(16)]],
    [['--store', 'x']],
  ])('%j is wrong use, and changes nothing', async (args) => {
    expect(await world.run('adopt', ...args)).toBe(2)
    expect([records.adopted, records.ahead.length]).toEqual([[], 1])
  })
})
