import type { CommentText } from '../github/reader.ts'
import { type IssuerApp, isOurs } from '../trust/issuer-app.ts'

const block = /-----BEGIN AGE ENCRYPTED FILE-----\n[A-Za-z0-9+/=\n]+-----END AGE ENCRYPTED FILE-----/g

/** More than any request has; everybody who may comment can write such blocks, and each costs an attempt. */
const most = 20

/**
 * The sealed texts in an issue's comments, newest comment first, those of the issuer's app before all others, which could hide them by
 * their number. Whoever wrote a comment, and whatever else stands in it, says nothing about a sealed text: only its signature does.
 */
export function findSealed(comments: readonly CommentText[], app?: IssuerApp): string[] {
  const rank = (one: CommentText) => Number(isOurs(one, app))
  const sorted = [...comments].sort(
    (a, b) => rank(b) - rank(a) || b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id,
  )
  const found = sorted.flatMap(({ body }) => {
    const blocks = body.replaceAll('\r\n', '\n').match(block) ?? []
    return blocks.reverse().map((text) => `${text}\n`)
  })
  return [...new Set(found)].slice(0, most)
}

const goesTo = /^\| Goes to \| (the secret [^|\n]{1,500}?): whoever can run a workflow there has it/m

/** Into which secret the credential goes, by what a comment of the issuer's app says: that is for reading, and nothing is done by it. */
export function findSecret(comments: readonly CommentText[], app?: IssuerApp): string | undefined {
  for (const one of comments) {
    const found = isOurs(one, app) ? goesTo.exec(one.body.replaceAll('\r\n', '\n'))?.[1] : undefined
    if (found !== undefined) return found.replaceAll('`', '')
  }
  return undefined
}
