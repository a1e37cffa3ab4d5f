import { type Known, pseudonymiserOf, type Secrets } from '../../../../src/store/trail/pseudonym-keys.ts'
import type { MemoryTables, RandomBytes } from '../database/parts.ts'

const nameOf = ({ installation, person }: Pick<Known, 'installation' | 'person'>): string => `${installation} ${person}`

/** The secrets of these people, made where there are none yet; the newest login is kept beside them. */
export function secretsOf({ people }: MemoryTables, wanted: readonly Known[], randomBytes: RandomBytes): Secrets {
  // Of one who is named more than once, a login that is known stands.
  const named = new Map<string, Known>()
  for (const one of wanted) if (!named.get(nameOf(one))?.login) named.set(nameOf(one), one)
  return new Map(
    [...named].map(([name, { installation, person, login }]) => {
      const known = people.get(name)
      if (known && (login === undefined || login === known.login)) return [name, known.key]
      const key = known?.key ?? Buffer.from(randomBytes(32)).toString('hex')
      people.put({ installation, person, key, login: login ?? known?.login ?? null })
      return [name, key]
    }),
  )
}

/** Everybody who was not forgotten, with the keyed hash that stands for them in their tenant's chains. */
export function peopleOf({ people }: MemoryTables): { ref: string; id: number; login: string | undefined }[] {
  const rows = people.rows().sort((a, b) => a.installation - b.installation || a.person - b.person)
  const secrets = new Map(rows.map((row) => [nameOf(row), row.key]))
  return rows.map(({ installation, person, login }) => ({
    ref: pseudonymiserOf(secrets, installation, undefined).person(person),
    id: person,
    login: login ?? undefined,
  }))
}
