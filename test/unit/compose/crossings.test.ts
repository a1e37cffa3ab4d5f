import { describe, expect, test } from 'vitest'
import { type Crossings, cross, crossKinds, crossPort } from '../../../src/compose/crossings.ts'
import type { AnyConnector, Kinds } from '../../../src/connectors/kinds.ts'

/** Keeps the names that it hears, and lets every call through. */
function listening(): Crossings & { names: string[]; passed: string[] } {
  const names: string[] = []
  const passed: string[] = []
  return {
    names,
    passed,
    known: (name) => names.push(name),
    async over(name, call) {
      passed.push(`before ${name}`)
      const result = await call()
      passed.push(`after ${name}`)
      return result
    },
  }
}

const port = {
  name: 'place',
  read: async (key: number) => key + 1,
  write: async (key: number, value: string) => `${key}: ${value}`,
  refuse: async () => {
    throw new TypeError('no')
  },
}

describe('a port with crossings', () => {
  test('crosses at every method that is not said to stay, and is known by it before any call', () => {
    const crossings = listening()
    crossPort('place', port, ['read'], crossings)
    expect(crossings.names).toEqual(['place.write', 'place.refuse'])
    expect(crossings.passed).toEqual([])
  })

  test('gives what the port gives', async () => {
    const crossings = listening()
    const crossed = crossPort('place', port, ['read'], crossings)
    expect(crossed.name).toBe('place')
    expect(await crossed.read(1)).toBe(2)
    expect(crossings.passed).toEqual([])
    expect(await crossed.write(1, 'one')).toBe('1: one')
    expect(crossings.passed).toEqual(['before place.write', 'after place.write'])
  })

  test('throws what the port throws, and nobody has heard how it went', async () => {
    const crossings = listening()
    await expect(crossPort('place', port, [], crossings).refuse()).rejects.toThrow('no')
    expect(crossings.passed).toEqual(['before place.refuse'])
  })

  test('whoever never comes back makes no call', async () => {
    let calls = 0
    const counting = { write: async () => ++calls }
    const stopping: Crossings = { known: () => undefined, over: () => Promise.reject(new Error('dead')) }
    await expect(crossPort('place', counting, [], stopping).write()).rejects.toThrow('dead')
    expect(calls).toBe(0)
  })

  test('is the port itself where there are none', async () => {
    expect(crossPort('place', port, [], undefined)).toBe(port)
    expect(await cross('place.open', async () => 'open', undefined)).toBe('open')
  })
})

test('connectors of every kind cross, those without settings too; what they say of themselves stays', async () => {
  const connector = { declare: () => 'words', begin: async () => undefined } as unknown as AnyConnector
  const kinds: Kinds<object> = {
    vault: { terms: () => connector, create: () => connector, createWithoutSettings: () => connector },
  }
  const crossings = listening()
  const crossed = crossKinds(kinds, crossings)
  crossed.vault?.create({}, 'one', { type: 'vault', repositories: [] })
  crossed.vault?.createWithoutSettings?.({}, 'one')
  expect(crossings.names).toEqual(['connector.begin', 'connector.begin'])
})
