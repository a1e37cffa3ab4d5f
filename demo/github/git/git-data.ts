import { forbidden, forward } from '../gateway/forward.ts'
import { type Answer, type Exchange, type Route, route } from '../gateway/route.ts'
import { isObject } from '../json.ts'
import { allows } from '../people/permission.ts'
import { holdsSecret } from './push-protection.ts'

const GIT = '/repos/:owner/:repo/git'

/** Commits and trees where `emulate` asks for more than GitHub does. Refs are with the pushes, the rest is `emulate`'s. */
export const gitDataRoutes: readonly Route[] = [
  route(`POST ${GIT}/commits`, (x) => writing(x, { ...x.body, parents: x.body.parents ?? [] })),
  route(`POST ${GIT}/trees`, (x) => writing(x, { ...x.body, tree: entries(x.body.tree) })),
  route(`POST ${GIT}/blobs`, (x) => writing(x, x.body)),
]

async function writing(x: Exchange, body: unknown): Promise<Answer> {
  if (!allows(x, 'write', 'contents')) return forbidden(x.actor)
  return holdsSecret(x) ?? forward(x, body)
}

/** GitHub knows the type of an entry by its mode. */
function entries(tree: unknown): unknown {
  if (!Array.isArray(tree)) return tree
  return tree.map((entry) => {
    if (!isObject(entry) || entry.type !== undefined) return entry
    const type = entry.mode === '040000' ? 'tree' : entry.mode === '160000' ? 'commit' : 'blob'
    return { ...entry, type }
  })
}
