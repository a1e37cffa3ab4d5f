import { describe } from 'vitest'
import type { Issues } from '../../src/ports/issues.ts'
import { createFakeIssues, type FakeIssues } from '../fakes/issues.ts'
import { testClock } from '../open-test-store.ts'
import { issuesContract } from './issues-contract.ts'

describe('the issues in memory', () =>
  issuesContract(async () => {
    const clock = testClock()
    const person = { id: 7, login: 'requester', type: 'User' } as const
    let number = 40
    let fake: FakeIssues
    return {
      issues: new Proxy({} as Issues, { get: (_, member: keyof Issues) => fake[member] }),
      person,
      open: async (title, body) => {
        fake = createFakeIssues(++number, clock.now)
        Object.assign(fake.issue, { title, body, author: person })
        return { repository: 99, issue: number }
      },
      say: async ({ issue }, body) => void fake.hear(issue, body, person),
      set: async (_key, state) => {
        Object.assign(fake.issue, { open: state === 'open', closedBy: state === 'open' ? undefined : person })
      },
      lock: async () => {
        fake.issue.locked = true
      },
      elsewhere: async (key) => ({ ...key, issue: 90 }),
      close: async () => undefined,
    }
  }))
