import type { StoreMark } from '../../core/comment-marker.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { DisplayStore } from '../../ports/display-store.ts'
import type { GrantStore } from '../../ports/grants.ts'
import type { Issues } from '../../ports/issues.ts'
import type { Log } from '../../ports/log.ts'

/** All that showing a request reaches the world by. */
export type DisplayPorts = {
  displays: DisplayStore
  grants: Pick<GrantStore, 'find'>
  issues: Issues
  marks: { of(key: RequestKey): Promise<StoreMark> }
  /** Looks at the request again: GitHub does not find what is to be shown. */
  wake(key: RequestKey): Promise<void>
  /** How a reader runs the command line, e.g. `daypass`. */
  cli: string
  now(): Date
  log: Log
}
