import type { ContactOptions, FirstContact } from '../../ports/first-contact.ts'
import type { PullRequests } from '../../ports/pull-requests.ts'
import type { Caller } from '../api/client.ts'
import type { Repositories } from '../api/repositories.ts'
import { readingQuestions } from './reading.ts'
import { TrialIssues } from './trial-issues.ts'
import { TrialPull } from './trial-pull.ts'

export type ContactParts = {
  caller: Caller
  repositories: Repositories
  pulls: PullRequests
  codeowners: () => Promise<string | undefined>
  /** Logins of people who own something there. */
  people: () => Promise<string[]>
  removeFile: (path: string, text: string) => Promise<void>
  now: () => Date
  /** See TrialIssues. */
  pace?: { pause: number; tries: number }
}

/** Everything that is asked of a real GitHub in one access repository: first what changes nothing. */
export function createFirstContact(parts: ContactParts, options: ContactOptions): FirstContact {
  const { repositories, now, pace } = parts
  const { repository } = options
  const issues = new TrialIssues(repositories, repository, now, pace)
  const pull = new TrialPull({ ...parts, repository })
  return {
    questions: [...readingQuestions({ ...parts, repository }), ...issues.questions(options), ...pull.questions()],
    tidy: async () => [...(await pull.tidy()), ...(await issues.tidy())],
  }
}
