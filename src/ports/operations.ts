import type { NamedOperation } from '../core/request/operation.ts'
import type { OperationFacts } from '../generated/policy-input.ts'
import type { Operation } from '../generated/request.ts'

/** What is there of an operation, by numbers, and as GitHub shows it now. */
export type SeenOperation = { operation: Operation; facts: OperationFacts }

/** Commits and workflow runs in the repositories of the organisation that owns the access repository. */
export interface Operations {
  /**
   * By its names, or by the numbers that are known. A name that another repository has now is that one. Undefined: it is not there, not in a
   * repository of that organisation, or not for the app to see; GitHub was asked twice. Throws OPERATION_UNREADABLE where the installation
   * lacks a permission, GITHUB_*.
   */
  find(access: number, asked: NamedOperation | Operation): Promise<SeenOperation | undefined>
}
