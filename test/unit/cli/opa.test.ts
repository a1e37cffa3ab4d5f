import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { FetchOptions, OpaBinary, OpaSupply } from '../../../src/ports/opa.ts'
import { createWorld, type World } from './world.ts'

const sha256 = '1dd5c5591ff856f5e20a1d66bafae9511ddf3c5552ed3b5070c70b2b6580ee3f'
const official: OpaBinary = { path: '/home/dev/.cache/opa', version: '1.19.0', source: 'fetched', sha256 }

/** A machine with this opa; what was asked of it is kept. */
async function createMachine(found: OpaBinary | DaypassError, fetched: boolean | DaypassError = true) {
  const world: World = await createWorld()
  const asked: FetchOptions[] = []
  const supply: OpaSupply = {
    platform: 'linux-arm64',
    find: async () => {
      if (found instanceof DaypassError) throw found
      return found
    },
    fetch: async (options) => {
      asked.push(options)
      if (fetched instanceof DaypassError) throw fetched
      options.progress(1_000_000, 57_000_000)
      world.now = new Date(world.now.getTime() + 2_000)
      options.progress(12_345_678, 57_000_000)
      return { opa: official, fetched }
    },
  }
  world.deps.opa = async () => supply
  return { world, asked }
}

describe('daypass opa', () => {
  const sources: [OpaBinary['source']][] = [['own'], ['package'], ['fetched']]
  it.each(sources)('says which opa is used: %s', async (source) => {
    const { world, asked } = await createMachine({ ...official, source })
    expect(await world.run('opa')).toBe(0)
    await expect(world.out).toMatchFileSnapshot(`../../golden/cli/opa-${source}.txt`)
    expect(world.err).toBe('')
    expect(asked).toEqual([])
  })

  it('says it for programs', async () => {
    const { world } = await createMachine({ ...official, source: 'package' })
    expect(await world.run('opa', '--json')).toBe(0)
    expect(JSON.parse(world.out)).toEqual({ ...official, source: 'package', platform: 'linux-arm64' })
  })

  it('answers 1 where there is none', async () => {
    const { world } = await createMachine(new DaypassError('OPA_MISSING', 'There is none. Fetch it.'))
    expect(await world.run('opa')).toBe(1)
    expect(world).toMatchObject({ out: '', err: 'There is none. Fetch it. [OPA_MISSING]\n' })
    expect(await world.run('opa', '--json')).toBe(1)
    expect(JSON.parse(world.out).error.code).toBe('OPA_MISSING')
  })

  it('fetches it, says how far it is on standard error, and then what is there', async () => {
    const { world, asked } = await createMachine(official)
    expect(await world.run('opa', '--fetch')).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../golden/cli/opa-fetched.txt')
    expect(world.err).toBe('… 12 of 57 MB\n')
    expect(asked.map(({ from }) => from)).toEqual([undefined])
  })

  it.each([[true], [false]])('tells programs whether it was fetched now: %s', async (fetched) => {
    const { world } = await createMachine(official, fetched)
    expect(await world.run('opa', '--fetch', '--json')).toBe(0)
    expect(JSON.parse(world.out)).toEqual({ ...official, platform: 'linux-arm64', fetched })
  })

  it('fetches it from where it is told', async () => {
    const { world, asked } = await createMachine(official)
    expect(await world.run('opa', '--fetch', '--from', 'https://mirror.example/opa/')).toBe(0)
    expect(asked.map(({ from }) => from)).toEqual(['https://mirror.example/opa/'])
  })

  it('says that DAYPASS_OPA goes first', async () => {
    const { world } = await createMachine(official)
    world.env.DAYPASS_OPA = '/opt/opa'
    expect(await world.run('opa', '--fetch')).toBe(0)
    expect(world.err).toMatch(/DAYPASS_OPA is set and goes before this one/)
  })

  it('answers 1 when it cannot be had', async () => {
    const { world } = await createMachine(official, new DaypassError('OPA_CHECKSUM', 'Other bytes. Try again.'))
    expect(await world.run('opa', '--fetch')).toBe(1)
    expect(world).toMatchObject({ out: '', err: 'Other bytes. Try again. [OPA_CHECKSUM]\n' })
  })

  it('ends the transfer when this process is asked to end, and stops listening after', async () => {
    const { world } = await createMachine(official)
    let hear: ((name: NodeJS.Signals) => void) | undefined
    world.deps.machine.onSignal = (listener) => {
      hear = listener
      return () => {
        hear = undefined
      }
    }
    const supply = await world.deps.opa()
    supply.fetch = async ({ signal }) => {
      hear?.('SIGINT')
      throw new DaypassError('OPA_NOT_FETCHED', (signal.reason as Error).message)
    }
    expect(await world.run('opa', '--fetch')).toBe(1)
    expect(world.err).toBe('stopped by SIGINT [OPA_NOT_FETCHED]\n')
    expect(hear).toBeUndefined()
  })

  it('answers 2 to --from without --fetch, and to a place that is not asked for', async () => {
    const { world, asked } = await createMachine(official)
    expect(await world.run('opa', '--from', 'https://mirror.example/opa')).toBe(2)
    expect(world.err).toContain('Add --fetch')
    expect(await world.run('opa', 'fetch')).toBe(2)
    expect(asked).toEqual([])
  })
})
