import { forbidden } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, notFound, type Route, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { appMayRead } from '../people/permission.ts'
import { ownersFile, ownersOf, unsupported, wordsOf } from './code-owners.ts'

export const codeownersRoutes: readonly Route[] = [route('GET /repos/:owner/:repo/codeowners/errors', errors)]

/** The errors that GitHub is known to report: unknown owners, and the pattern syntax that CODEOWNERS does not have. */
async function errors(x: Exchange): Promise<Answer> {
  if (!appMayRead(x, 'contents')) return forbidden(x.actor)
  const file = await ownersFile(x.world, repositoryOf(x), x.query.get('ref') ?? 'main')
  if (file === undefined) return notFound()
  const lines = file.text.split('\n')
  return json({ errors: lines.flatMap((line, i) => errorsOfLine(x, line, i + 1, file.path)) })
}

function errorsOfLine(x: Exchange, line: string, number: number, path: string) {
  const error = (kind: string, column: number, suggestion: string) => {
    const message = `${kind} on line ${number}: ${suggestion}\n\n  ${line}\n  ${' '.repeat(column - 1)}^`
    return { line: number, column, kind, source: `${line}\n`, suggestion, message, path }
  }
  const [pattern = '', ...owners] = wordsOf(line)
  if (pattern === '') return []
  if (unsupported(pattern)) return [error('Invalid pattern', 1, 'this pattern is not supported in CODEOWNERS')]
  return owners
    .filter((owner) => !known(x, owner))
    .map((owner) => {
      const column = line.indexOf(owner) + 1
      const isName = /^@[\w-]+(\/[\w-]+)?$/.test(owner)
      return isName
        ? error('Unknown owner', column, `make sure ${owner} exists and has write access to the repository`)
        : error('Invalid owner', column, `make sure ${owner} is a user, a team or an email address`)
    })
}

/** Whether GitHub takes it for an owner: who may not write is as unknown as who does not exist. */
function known(x: Exchange, owner: string): boolean {
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(owner)) return true
  const { people, teams } = ownersOf(x.world, repositoryOf(x), [{ pattern: /^/, owners: [owner] }], '')
  return people.length + teams.length > 0
}
