import { type Answer, type Exchange, refusal } from '../gateway/route.ts'
import type { Repository } from '../repositories/repository.ts'

/** What GitHub answers about git where nobody has pushed yet; undefined for what is answered as ever. A first file may be put. */
export function emptyRepository(x: Exchange, repository: Repository): Answer | undefined {
  if (!repository.empty) return undefined
  const rest = x.path.slice(`/repos/${repository.fullName}`.length)
  if (/^\/(git|commits|compare)(\/|$)/.test(rest)) return refusal(409, 'Git Repository is empty.')
  if (x.method === 'GET' && /^\/contents(\/|%2F|$)/.test(rest)) return refusal(404, 'This repository is empty.')
  return x.method === 'GET' && /^\/branches\/[^/]+$/.test(rest) ? refusal(404, 'Branch not found') : undefined
}
