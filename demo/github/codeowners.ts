import { forbidden, read } from './forward.ts'
import { repositoryOf } from './issues.ts'
import { appMayRead } from './permission.ts'
import { type Answer, type Exchange, json, notFound, type Route, route } from './route.ts'

const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

export const codeownersRoutes: readonly Route[] = [route('GET /repos/:owner/:repo/codeowners/errors', errors)]

/** The errors that GitHub is known to report: unknown owners, and the pattern syntax that CODEOWNERS does not have. */
async function errors(x: Exchange): Promise<Answer> {
  if (!appMayRead(x, 'contents')) return forbidden(x.actor)
  const ref = encodeURIComponent(x.query.get('ref') ?? 'main')
  for (const path of PLACES) {
    const file = await read(x.world, `/repos/${repositoryOf(x).fullName}/contents/${path}?ref=${ref}`)
    if (typeof file?.content !== 'string') continue
    const lines = Buffer.from(file.content, 'base64').toString().split('\n')
    return json({ errors: lines.flatMap((line, i) => errorsOfLine(x, line, i + 1, path)) })
  }
  return notFound()
}

function errorsOfLine(x: Exchange, line: string, number: number, path: string) {
  const error = (kind: string, column: number, suggestion: string) => {
    const message = `${kind} on line ${number}: ${suggestion}\n\n  ${line}\n  ${' '.repeat(column - 1)}^`
    return { line: number, column, kind, source: `${line}\n`, suggestion, message, path }
  }
  const [pattern = '', ...owners] = line
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/)
  if (pattern === '') return []
  if (/^!|[[\]]|^\\#/.test(pattern)) return [error('Invalid pattern', 1, 'this pattern is not supported in CODEOWNERS')]
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

function known(x: Exchange, owner: string): boolean {
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(owner)) return true
  const [name = '', slug] = owner.startsWith('@') ? owner.slice(1).split('/') : []
  if (slug === undefined) return x.world.directory.account(name) !== undefined
  return name.toLowerCase() === x.world.organisation.login.toLowerCase() && x.world.directory.team(slug) !== undefined
}
