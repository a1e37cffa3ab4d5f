import { asObject, asObjects } from '../json.ts'
import type { PersonOnChecks, ShownCheck } from './check-types.ts'

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** Somebody at work with checks. `must` calls the repository and throws where it is refused. */
export function personOnChecks(must: Call): PersonOnChecks {
  return {
    createCheck: async (check) => ({ id: Number(asObject(await must('POST', 'check-runs', check)).id) }),
    updateCheck: async (id, patch) => void (await must('PATCH', `check-runs/${id}`, patch)),
    checks: async (ref) => {
      const all: ShownCheck[] = []
      for (let page = 1; ; page++) {
        const path = `commits/${encodeURIComponent(ref)}/check-runs?filter=all&per_page=100&page=${page}`
        const some = asObjects(asObject(await must('GET', path)).check_runs)
        all.push(...(some as unknown as ShownCheck[]))
        if (some.length < 100) return all
      }
    },
    rerequest: async (id) => void (await must('POST', `check-runs/${id}/rerequest`)),
    rerequestAll: async (id) => {
      const { check_suite: suite } = asObject(await must('GET', `check-runs/${id}`))
      await must('POST', `check-suites/${asObject(suite).id}/rerequest`)
    },
  }
}
