import { isDaypassError } from '../core/error.ts'
import { renderWithoutForm } from '../core/rendering/answers.ts'
import { formAddress, isWithoutForm, namedResource } from '../core/request/without-form.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { AccessRepository } from '../ports/access-repository.ts'
import type { FormAnswers } from '../ports/form-answers.ts'
import type { Issue, Issues } from '../ports/issues.ts'

export type WithoutFormParts = {
  issues: Pick<Issues, 'read' | 'comments' | 'comment'>
  repository: Pick<AccessRepository, 'read'>
  answers: FormAnswers
  now(): Date
}

/**
 * Answers an issue that a person opened without the form, once: with the way to the form, where the resource is filled in that it names.
 * Nothing is said to bots, in pull requests, to what other forms made, or where anything of ours stands already. Throws GITHUB_*, STORE_*.
 */
export async function answerWithoutForm(parts: WithoutFormParts, key: RequestKey): Promise<void> {
  const issue = await readIfThere(parts, key)
  if (!issue || !isToBeAnswered(issue)) return
  if (issue.comments > 0 && (await parts.issues.comments(key)).some(({ ours }) => ours)) return
  const resource = namedResource(`${issue.title}\n${issue.body}`, await resourceIds(parts, key))
  // Noted first: answering twice after a crash would be worse than not at all.
  if (!(await parts.answers.take(key, issue.author.id, parts.now()))) return
  await parts.issues.comment(key, renderWithoutForm(formAddress(issue.url, resource), resource))
}

function isToBeAnswered({ open, locked, isPull, author, body }: Issue): boolean {
  return open && !locked && !isPull && author.type === 'User' && isWithoutForm(body)
}

/** What was deleted or moved meanwhile is not answered. */
async function readIfThere({ issues }: WithoutFormParts, key: RequestKey): Promise<Issue | undefined> {
  try {
    return await issues.read(key)
  } catch (error) {
    const isAway = ['GITHUB_GONE', 'GITHUB_NOT_FOUND', 'GITHUB_SHUT_OUT'] as const
    if (isAway.some((code) => isDaypassError(error, code))) return undefined
    throw error
  }
}

/** Without a catalog the form can still be shown. */
async function resourceIds({ repository }: WithoutFormParts, key: RequestKey): Promise<string[]> {
  try {
    const { resources = [] } = await repository.read(key.repository)
    return resources.map(({ id }) => id)
  } catch (error) {
    if (isDaypassError(error)) return []
    throw error
  }
}
