import { expect, test } from 'vitest'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import { chooseKey } from '../../../../../src/core/ssh/choose-key.ts'
import type { SshKey } from '../../../../../src/ports/directory.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { usableKey } from '../../../../../src/reconcile/request/observe/usable-key.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { fingerprints, publicLine } from '../../../sealing/keys.ts'

const at = (seconds: number) => new Date(Date.parse('2026-11-21T12:00:00Z') + seconds * 1000)

/** A world in which one person has keys, and Daypass remembers what it saw. */
function world(keys: SshKey[]) {
  const seen = new Map<string, Date>()
  const noted: { person: number; fingerprints: readonly string[] }[] = []
  let time = at(0)
  const ports = {
    directory: { sshKeys: async () => keys },
    seenKeys: {
      noted: async (person: number, all: readonly string[], now: Date) => {
        noted.push({ person, fingerprints: all })
        for (const one of all) if (!seen.has(one)) seen.set(one, now)
        return seen
      },
    },
    chooseKey,
    now: () => time,
  } as unknown as Ports
  /** A request that was made then, looked at now. */
  const asks = async (madeAt: Date, now: Date) => {
    time = now
    const record = { key: { repository: 1, issue: 2 }, submittedAt: madeAt } as RequestRecord
    const choice = await usableKey(ports, record, { author: { id: 7, login: 'ann' } } as Issue)
    return choice.ok ? 'ok' : choice.finding.code
  }
  return { asks, noted, seen }
}

test('a key of unknown age counts for a request that came after it was seen, and for none before (github.F7)', async () => {
  const { asks, seen } = world([{ key: publicLine('ed25519') }])
  expect(await asks(at(10), at(10))).toBe('KEY_TOO_NEW')
  expect(await asks(at(10), at(500))).toBe('KEY_TOO_NEW')
  expect([...seen.values()]).toEqual([at(10)])
  expect(await asks(at(11), at(11))).toBe('ok')
})

test('where GitHub says that a key is old, it counts at once, and is noted all the same', async () => {
  const { asks, noted } = world([{ key: publicLine('ed25519'), createdAt: '2025-01-01T00:00:00Z' }])
  expect(await asks(at(10), at(10))).toBe('ok')
  expect(noted).toEqual([{ person: 7, fingerprints: [fingerprints.get('ed25519')] }])
})

test('what cannot be sealed to is not noted', async () => {
  const { asks, noted } = world([{ key: 'junk' }, { key: publicLine('dss') }])
  expect(await asks(at(10), at(10))).toBe('KEY_UNUSABLE')
  expect(noted).toEqual([{ person: 7, fingerprints: [] }])
})
