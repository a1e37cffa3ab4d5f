import { forbidden, forward } from '../gateway/forward.ts'
import { type Answer, type Exchange, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { allows } from '../people/permission.ts'
import { repositoryOf } from './issues.ts'
import { labelsOf, spelled } from './label-spelling.ts'

const LABELS = '/repos/:owner/:repo/labels'

/** Labels are one whatever their case, and keep the spelling in which they were first set; `emulate` would make two. */
export const labelRoutes: readonly Route[] = [
  route(`GET ${LABELS}/:name`, spelledForward),
  route(`POST ${LABELS}`, writing(create)),
  route(`PATCH ${LABELS}/:name`, writing(spelledForward)),
  route(`DELETE ${LABELS}/:name`, writing(spelledForward)),
]

/** The app needs to write issues, a person to write. */
function writing(handler: (x: Exchange) => Promise<Answer>) {
  return (x: Exchange) => (allows(x, 'write', 'issues') ? handler(x) : forbidden(x.actor))
}

async function create(x: Exchange): Promise<Answer> {
  const name = String(x.body.name ?? '')
  if (name === '')
    return refusal(422, 'Validation Failed', [{ resource: 'Label', code: 'missing_field', field: 'name' }])
  if (await taken(x, name)) return ALREADY
  return forward(x, { color: 'ededed', ...x.body })
}

async function spelledForward(x: Exchange): Promise<Answer> {
  const given = x.params.name ?? ''
  const [name = given] = await spelled(x.world, repositoryOf(x), [given])
  const renamed = x.body.new_name
  const other = typeof renamed === 'string' && renamed.toLowerCase() !== name.toLowerCase()
  if (other && (await taken(x, renamed))) return ALREADY
  const answer = await forward({ ...x, path: `/repos/${repositoryOf(x).fullName}/labels/${encodeURIComponent(name)}` })
  return answer.status === 404 ? notFound() : answer
}

async function taken(x: Exchange, name: string): Promise<boolean> {
  const all = await labelsOf(x.world, repositoryOf(x))
  return all.some((label) => label.toLowerCase() === name.toLowerCase())
}

const ALREADY = refusal(422, 'Validation Failed', [{ resource: 'Label', code: 'already_exists', field: 'name' }])
