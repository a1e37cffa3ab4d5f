import type { Person } from '../../ports/issues.ts'
import type { ResponseFields } from '../api/response.ts'

/** GitHub shows the texts of a deleted account without it, or as its ghost: nobody's, so that they can neither act nor stop anything. */
const nobody: Person = { id: 0, login: 'ghost', type: 'Bot' }

/** The account that an answer shows. Throws GITHUB_UNAVAILABLE when it lacks what tells accounts apart. */
export function readPerson(person: ResponseFields | undefined): Person {
  if (!person) return nobody
  const type = person.text('type')
  return {
    id: person.id('id'),
    login: person.text('login'),
    // Whoever is neither is no person either (Mannequin and what may come): never one who may act.
    type: type === 'User' || type === 'Organization' ? type : 'Bot',
  }
}
