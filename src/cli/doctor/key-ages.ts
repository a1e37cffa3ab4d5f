import { ownersOf, readCodeowners } from '../../core/review/codeowners.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { DoctorInspection } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** So many people are asked about, until one has a key. */
const mostAsked = 3

/**
 * Whether GitHub tells when SSH keys were added, by the keys of some owners: where it does not, a key counts only once it was seen before
 * a request. Throws GITHUB_*.
 */
export async function lookAtKeyAges(
  looks: DoctorInspection,
  { repository, codeowners, resources }: Governance,
): Promise<CheckResult[]> {
  const read = readCodeowners(codeowners ?? '')
  const names = (resources ?? []).flatMap(({ id }) => {
    const owned = ownersOf(read, `requests/${id}/0.yml`)
    return owned.kind === 'owned' ? owned.owners : []
  })
  const found = await looks.repositories.owners(repository.id, [...new Set(names)])
  const people = new Map([...found.values()].flatMap((behind) => behind.people.map((one) => [one.id, one] as const)))
  for (const person of [...people.values()].slice(0, mostAsked)) {
    const keys = await looks.repositories.sshKeys(repository.id, person)
    if (keys.length === 0) continue
    const isTold = keys.every(({ createdAt }) => createdAt !== undefined)
    if (isTold) return [{ state: 'well', message: 'GitHub tells when SSH keys were added.' }]
    const message =
      'This GitHub does not tell when SSH keys were added. A key counts once Daypass has seen it before a request, so that the first request of each person waits for a second one.'
    return [{ state: 'note', message }]
  }
  return [
    {
      state: 'well',
      message: 'Whether GitHub tells when SSH keys were added, none of the owners shows: they have none.',
    },
  ]
}
