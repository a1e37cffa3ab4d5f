import type { Trace } from '../core/whose/trace.ts'

/** A grant that left a trace, and the request that it is of. `ended`: null while it lives, as far as is known. */
export type Traced = {
  grant: string
  request: string
  requester: { id: number; login: string | null }
  connector: string
  resource: string
  scope: string
  begins: Date
  ends: Date
  ended: Date | null
}

export interface Whose {
  /** The grants that left this trace, the newest first. `at`: of these, the ones that lived then. Throws STORE_UNAVAILABLE. */
  whose(trace: Trace, at?: Date): Promise<Traced[]>
}
