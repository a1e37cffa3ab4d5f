import type { CommentText } from '../github/reader.ts'

const block = /-----BEGIN AGE ENCRYPTED FILE-----\n[A-Za-z0-9+/=\n]+-----END AGE ENCRYPTED FILE-----/g

/** More than any request has; everybody who may comment can write such blocks, and each costs an attempt. */
const most = 20

/**
 * The sealed texts in an issue's comments, newest comment first. Whoever wrote a comment, and whatever else stands in it, says
 * nothing about a sealed text: only its signature does.
 */
export function findSealed(comments: readonly CommentText[]): string[] {
  const newestFirst = [...comments].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id)
  const found = newestFirst.flatMap(({ body }) => {
    const blocks = body.replaceAll('\r\n', '\n').match(block) ?? []
    return blocks.reverse().map((text) => `${text}\n`)
  })
  return [...new Set(found)].slice(0, most)
}
