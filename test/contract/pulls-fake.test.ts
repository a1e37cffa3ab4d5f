import { describe } from 'vitest'
import type { Person } from '../../src/ports/issues.ts'
import { createFakePulls } from '../fakes/pulls.ts'
import { testClock } from '../open-test-store.ts'
import { pullsContract } from './pulls-contract.ts'

const ids: Record<string, number> = { olga: 8, mallory: 9 }
const person = (login: string): Person => ({ id: ids[login] ?? 0, login, type: 'User' })

describe('pull requests in memory', () =>
  pullsContract(async () => {
    const pulls = createFakePulls(89, testClock().now)
    return {
      pulls,
      repository: 71,
      people: {
        idOf: (login) => person(login).id,
        approve: async (pull, login) => pulls.review(pull, person(login), 'APPROVED'),
        merge: async (pull, login) => pulls.mergeAs(pull, person(login)),
        close: async (pull, login) => pulls.closeAs(pull, person(login)),
        push: async (branch, files) => pulls.push(branch, files),
        open: async (of, login) => pulls.openAs(person(login), of),
      },
    }
  }))
