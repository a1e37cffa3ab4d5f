import { ProblemsError } from '../../core/error.ts'
import type { Finding } from '../../core/record.ts'
import {
  type Codeowners,
  type Ownership,
  ownersOf,
  readCodeowners,
  strangeLines,
} from '../../core/review/codeowners.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { OwnerPeople } from '../../ports/owners.ts'
import type { CheckResult } from './report.ts'

const file = '.github/CODEOWNERS'

const pathOf = ({ id }: Resource): string => `requests/${id}/`

const wrong = (where: string, message: string): CheckResult => ({
  state: 'wrong',
  code: 'OWNERS_INVALID',
  where,
  message,
})

function toldOf({ code, message, where }: Finding): CheckResult {
  return { state: 'wrong', code, message, ...(where === undefined ? {} : { where }) }
}

function judgeOwned(
  resource: Resource,
  { owners, line }: Extract<Ownership, { kind: 'owned' }>,
  people: ReadonlyMap<string, OwnerPeople>,
): CheckResult[] {
  const where = `${file}:${line}`
  const behind = owners.map((name) => ({ name, found: people.get(name) ?? { people: [], nobody: 'nobody knows why' } }))
  const persons = new Set(behind.flatMap(({ found }) => found.people.map(({ id }) => id)))
  const silent = behind.flatMap(({ name, found }) => ('nobody' in found ? [`${name}: ${found.nobody}`] : []))
  const why = silent.length === 0 ? 'The line names nobody by @user or @organisation/team' : silent.join('; ')
  if (persons.size === 0) return [wrong(where, `Nobody can approve requests for ${resource.id}. ${why}.`)]
  const told: CheckResult[] = []
  if (silent.length > 0)
    told.push({ state: 'note', where, message: `Some owners of ${resource.id} count for nobody. ${why}.` })
  const secret = behind.filter(({ found }) => 'secret' in found && found.secret).map(({ name }) => name)
  if (secret.length > 0) {
    const message = `${secret.join(', ')}, of the owners of ${resource.id}, is secret: GitHub asks no secret team for a review, although its members' votes count. Make it visible.`
    told.push({ state: 'note', where, message })
  }
  if (persons.size === 1) {
    const message = `Only one person can approve requests for ${resource.id}, and nobody when that person asks. Name another.`
    told.push({ state: 'note', where, message })
  }
  return told
}

/** Lines that cannot be understood and are about no request: they hold nobody up here, and GitHub may skip them. */
function notesOf(read: Codeowners, told: readonly CheckResult[]): CheckResult[] {
  const known = new Set(told.map(({ where }) => where))
  return strangeLines(read)
    .filter(({ where }) => !known.has(where))
    .map(({ where, message }) => ({
      state: 'note',
      message: `${message} It holds up no resource of the catalog.`,
      ...(where === undefined ? {} : { where }),
    }))
}

/**
 * Whether every resource has owners, and people with write access behind them. `peopleOf` is asked once for all names. Throws what it
 * throws.
 */
export async function lookAtOwners(
  codeowners: string | undefined,
  resources: readonly Resource[],
  peopleOf: (names: readonly string[]) => Promise<ReadonlyMap<string, OwnerPeople>>,
): Promise<CheckResult[]> {
  if (codeowners === undefined) {
    const message =
      'There is no CODEOWNERS on the default branch, so nobody can approve anything. Write a line for each resource, such as `/requests/orders-db/ @acme/orders`.'
    throw new ProblemsError('OWNERS_INVALID', message, [{ code: 'OWNERS_INVALID', where: file, message }])
  }
  const read = readCodeowners(codeowners, file)
  const owned = resources.map((resource) => ({ resource, ownership: ownersOf(read, `${pathOf(resource)}0.yml`) }))
  const names = owned.flatMap(({ ownership }) => (ownership.kind === 'owned' ? ownership.owners : []))
  const people = await peopleOf([...new Set(names)])
  const told = owned.flatMap(({ resource, ownership }): CheckResult[] => {
    if (ownership.kind === 'closed') return ownership.findings.map(toldOf)
    if (ownership.kind === 'owned') return judgeOwned(resource, ownership, people)
    const line = `/${pathOf(resource)} @organisation/team`
    return [
      wrong(file, `Nobody owns /${pathOf(resource)}, so nobody can approve requests for it. Add the line \`${line}\`.`),
    ]
  })
  // One broken line closes many paths, and needs mending once.
  const once = [...new Map([...told, ...notesOf(read, told)].map((one) => [JSON.stringify(one), one])).values()]
  if (once.some(({ state }) => state === 'wrong')) return once
  return [{ state: 'well', message: `Every resource has owners who can approve (${names.length} names).` }, ...once]
}
