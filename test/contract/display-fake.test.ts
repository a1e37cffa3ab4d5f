import { describe } from 'vitest'
import { createFakeDisplays, type FakeDisplays } from '../fakes/display-store.ts'
import { testClock } from '../open-test-store.ts'
import { fitting, recordOf } from '../record-of.ts'
import { decided } from '../unit/core/record-samples.ts'
import { displayContract } from './display-contract.ts'

describe('the displays in memory', () =>
  displayContract(async () => {
    const clock = testClock()
    let fake: FakeDisplays = createFakeDisplays(clock.now)
    const displays = new Proxy({} as FakeDisplays, { get: (_, member: keyof FakeDisplays) => fake[member] })
    return {
      displays,
      clock,
      order: async (key, { state = 'submitted', ...order }) =>
        fake.order(recordOf({ ...fitting(decided(state, 'allow')), key }), order),
      empty: async () => {
        fake = createFakeDisplays(clock.now)
      },
      close: async () => undefined,
    }
  }))
