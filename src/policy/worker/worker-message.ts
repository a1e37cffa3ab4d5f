import type { ErrorCode } from '../../core/error-codes.ts'
import type { Batch } from './batch.ts'

/** Load a policy, evaluate one that is loaded, or both. Texts are JSON: one string crosses between threads faster than a tree. */
export type Job = {
  digest: string
  load?: { module: WebAssembly.Module; data: string; pages: number }
  input?: string
  /** Many questions at once; the output is what `askAll` finds. */
  batch?: Batch
  /** A policy that is no longer needed. */
  drop?: string
}

export type Answer = { output: string } | { code: ErrorCode; message: string }

/**
 * What the thread says: first, without an answer, that it can work, then one answer a job. Each time with the CPU time that it has
 * taken in its life, in milliseconds: what it takes from there on belongs to the next job.
 */
export type Report = { cpuMs: number; answer?: Answer }
