import type { RequestRecord } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { RequestStore } from '../../src/ports/request-store.ts'
import type { Enqueue, WakeEnded } from '../../src/ports/wake.ts'
import { copyOf } from './store/database/copy.ts'
import type { MemoryStore } from './store/memory-store.ts'
import { requestOf } from './store/records.ts'
import { type ToldCalls, withTold } from './told-calls.ts'

export type RequestCall = 'claim' | 'save' | 'release'

/** The requests in memory, with what wakes them. */
export type FakeRequests = RequestStore &
  ToldCalls<RequestCall> & {
    enqueue: Enqueue
    wakeEnded: WakeEnded
    /** As it was saved last. */
    record(key: RequestKey): RequestRecord | undefined
  }

export function createFakeRequests({ tables, requests, enqueue, wakeEnded }: MemoryStore): FakeRequests {
  const record = (key: RequestKey) => copyOf(requestOf(tables, key))
  return Object.assign(withTold(requests, ['claim', 'save', 'release']), { enqueue, wakeEnded, record })
}
