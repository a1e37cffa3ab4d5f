import type { Finding } from '../../../core/record.ts'
import { ownersOf, readCodeowners } from '../../../core/review/codeowners.ts'
import { type Age, ageOf } from '../../../core/review/tenure.ts'
import type { Ports } from '../ports.ts'

/**
 * Owners of the path as the CODEOWNERS in force names them; an error there closes the path: nobody owns it. `newer`: those whom the newest names,
 * where that is another; who counts is one of both.
 */
export async function ownersNow(
  ports: Ports,
  repository: number,
  path: string,
): Promise<{ names: string[]; closed: string[]; age: Age; newer?: string[] }> {
  const governance = await ports.repository.read(repository)
  const age = ageOf(governance.settings)
  const newest = governance.newerOwners && ownersOf(readCodeowners(governance.newerOwners), path)
  const newer = newest && { newer: newest.kind === 'owned' ? newest.owners : [] }
  if (governance.codeowners === undefined) {
    return {
      age,
      names: [],
      closed: [
        'There is no CODEOWNERS file that can be used; whoever looks after the access repository adds or mends it.',
      ],
    }
  }
  const owned = ownersOf(readCodeowners(governance.codeowners), path)
  if (owned.kind === 'owned') return { age, names: owned.owners, closed: [], ...(newer || {}) }
  if (owned.kind === 'closed') return { age, names: [], closed: owned.findings.map(withLine) }
  return {
    age,
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
