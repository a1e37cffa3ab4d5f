import { forbidden, forward } from '../gateway/forward.ts'
import { type Answer, type Exchange, type Route, refusal, route } from '../gateway/route.ts'
import { isObject } from '../json.ts'
import { allows } from '../people/permission.ts'
import { holdsSecret } from './push-protection.ts'

const GIT = '/repos/:owner/:repo/git'

/** Commits and trees where `emulate` asks for more than GitHub does. Refs are with the pushes, the rest is `emulate`'s. */
export const gitDataRoutes: readonly Route[] = [
  route(`POST ${GIT}/commits`, (x) => writing(x, { ...x.body, parents: x.body.parents ?? [] })),
  route(`POST ${GIT}/trees`, (x) => writing(x, { ...x.body, tree: entries(x.body.tree) })),
  route(`POST ${GIT}/blobs`, (x) => writing(x, x.body)),
  route('GET /repos/:owner/:repo/compare/*basehead', compared),
]

async function writing(x: Exchange, body: unknown): Promise<Answer> {
  if (!allows(x, 'write', 'contents')) return forbidden(x.actor)
  return holdsSecret(x) ?? forward(x, body)
}

/** Where both sides are there and have nothing in common, GitHub says so. */
async function compared(x: Exchange): Promise<Answer> {
  const answer = await forward(x)
  if (answer.status !== 404) return answer
  const [base = '', head = ''] = String(x.params.basehead).split('...')
  const at = `/repos/${x.params.owner}/${x.params.repo}/commits`
  const found = await Promise.all([base, head].map((one) => x.world.backend.admin('GET', `${at}/${one}`)))
  if (found.some(({ status }) => status !== 200)) return answer
  return refusal(404, `No common ancestor between ${base} and ${head}.`)
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
