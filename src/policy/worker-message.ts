import type { ErrorCode } from '../core/error-codes.ts'

/** Load a policy, evaluate one that is loaded, or both. Texts are JSON: one string crosses between threads faster than a tree. */
export type Job = {
  digest: string
  load?: { module: WebAssembly.Module; data: string; pages: number }
  input?: string
  /** A policy that is no longer needed. */
  drop?: string
}

export type Answer = { output: string } | { code: ErrorCode; message: string }

export type Ready = { ready: true }
