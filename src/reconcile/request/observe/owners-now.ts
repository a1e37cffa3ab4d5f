import type { Finding } from '../../../core/record.ts'
import { ownersOf, readCodeowners } from '../../../core/review/codeowners.ts'
import { neverVotes } from '../../../core/review/never-votes.ts'
import { type Age, ageOf } from '../../../core/review/tenure.ts'
import type { Ports } from '../ports.ts'

/**
 * `names`: the owners; `closed`: why there are none. `age` and `never`: who of those behind a name counts, by the settings. `newer`: whom the newest
 * CODEOWNERS names, where another is in force: who counts is one of both.
 */
export type OwnersNow = { names: string[]; closed: string[]; age: Age; never: ReadonlySet<number>; newer?: string[] }

/** Owners of the path as the CODEOWNERS in force names them; an error there closes the path: nobody owns it. */
export async function ownersNow(ports: Ports, repository: number, path: string): Promise<OwnersNow> {
  const governance = await ports.repository.read(repository)
  const { settings } = governance
  const newest = governance.newerOwners && ownersOf(readCodeowners(governance.newerOwners), path)
  const newer = newest ? { newer: newest.kind === 'owned' ? newest.owners : [] } : {}
  const by = { age: ageOf(settings), never: neverVotes(settings), ...newer }
  if (governance.codeowners === undefined) {
    return {
      ...by,
      names: [],
      closed: [
        'There is no CODEOWNERS file that can be used; whoever looks after the access repository adds or mends it.',
      ],
    }
  }
  const owned = ownersOf(readCodeowners(governance.codeowners), path)
  if (owned.kind === 'owned') return { ...by, names: owned.owners, closed: [] }
  if (owned.kind === 'closed') return { ...by, names: [], closed: owned.findings.map(withLine) }
  return {
    ...by,
    names: [],
    closed: [
      `CODEOWNERS names nobody for \`${path.split('/').slice(0, 2).join('/')}/\`; whoever looks after it adds a line.`,
    ],
  }
}

/** A finding about CODEOWNERS as a sentence that says in which line. */
function withLine({ where = '', message }: Finding): string {
  const line = /:(\d+)$/.exec(where)?.[1]
  return line === undefined ? message : `Line ${line} of CODEOWNERS: ${message}`
}
