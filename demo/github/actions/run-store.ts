import type { Repository } from '../repositories/repository.ts'

/** One attempt of a run of a workflow. Running it again makes another attempt of the same number. */
export type WorkflowRun = {
  repository: Repository
  id: number
  attempt: number
  sha: string
  event: string
  branch: string | null
  /** Path of the workflow's file. */
  path: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: 'success' | 'failure' | 'cancelled' | null
  startedAt: string
}

/** All runs that there are: nothing runs here, somebody says that it does. */
export class WorkflowRuns {
  #runs: WorkflowRun[] = []

  add(run: WorkflowRun): void {
    this.#runs.push(run)
  }

  /** Without an attempt: the newest. */
  find(repository: Repository, id: number, attempt?: number): WorkflowRun | undefined {
    return this.#runs.findLast(
      (run) => run.repository === repository && run.id === id && (attempt === undefined || run.attempt === attempt),
    )
  }

  /** Deletes a run with all its attempts. */
  remove(repository: Repository, id: number): void {
    this.#runs = this.#runs.filter((run) => run.repository !== repository || run.id !== id)
  }
}
