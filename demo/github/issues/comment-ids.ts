import type { JsonObject } from '../json.ts'

/** GitHub's ids of comments have long outgrown 32 bits; `emulate` counts from one. Below 2^53, so JSON readers keep them. */
const FIRST = 4_600_000_000_000_000

/** Gives a comment of `emulate` the id that the local GitHub shows, wherever the comment tells it. Changes the comment, once. */
export function showCommentId(comment: JsonObject): void {
  const id = Number(comment.id)
  if (!(id < FIRST)) return
  const shown = FIRST + id
  comment.id = shown
  comment.node_id = Buffer.from(`0:IssueComment${shown}`).toString('base64').replace(/=+$/, '')
  comment.url = String(comment.url).replace(/\d+$/, String(shown))
  comment.html_url = String(comment.html_url).replace(/issuecomment-\d+$/, `issuecomment-${shown}`)
}

/** The path of a call with the id that `emulate` knows; an id that was never shown becomes one that it never gives. */
export function pathForEmulate(path: string): string {
  return path.replace(/(\/issues\/comments\/)(\d+)/, (_, before: string, id: string) => {
    return `${before}${Math.max(Number(id) - FIRST, 0)}`
  })
}
