import pg from 'pg'
import { DaypassError } from '../../core/error.ts'
import type { Role } from './find-role.ts'
import { type GroupUse, markingGroup } from './postgres-settings.ts'
import { markerText, type RoleMarker } from './role-marker.ts'

const { escapeIdentifier: ident, escapeLiteral: literal } = pg

export type RoleWanted = {
  name: string
  verifier: string
  ends: Date
  connections: number
  groups: readonly GroupUse[]
  marker: RoleMarker
}

/** One transaction: a role that can log in is one that is marked. `version`: the server's; from 16 on it is said for each group what a member may do with it. */
export function createStatements(wanted: RoleWanted, version: number): string {
  const { name, marker } = wanted
  const attributes = attributesOf(wanted, isOwner(wanted) && version < 160_000 ? 'NOINHERIT' : 'INHERIT')
  return [
    `CREATE ROLE ${ident(name)} ${attributes}`,
    ...groupStatements(wanted, version),
    `GRANT ${ident(markingGroup)} TO ${ident(name)}${optionsOf(version, { inherit: false, set: false })}`,
    `COMMENT ON ROLE ${ident(name)} IS ${literal(markerText(marker))}`,
  ].join('; ')
}

/** The same for a role that is there already: its password is another one from now on. Throws CONNECTOR_FAILED where it is not this grant's. */
export function replaceStatements(wanted: RoleWanted, version: number, role: Role): string {
  const { name, marker } = wanted
  const found = role.marker
  if (!role.marked || found === undefined || markerText(found) !== markerText(marker)) {
    const message = `There is a role ${name} that Daypass did not make for this grant. Whoever administers the server removes it.`
    throw new DaypassError('CONNECTOR_FAILED', message)
  }
  return [`ALTER ROLE ${ident(name)} ${attributesOf(wanted)}`, ...groupStatements(wanted, version)].join('; ')
}

/** Moves the end of a role that can still log in. */
export function extendStatement(name: string, ends: Date): string {
  return `ALTER ROLE ${ident(name)} VALID UNTIL ${literal(ends.toISOString())}`
}

function attributesOf({ verifier, ends, connections }: RoleWanted, inherits = ''): string {
  const until = `VALID UNTIL ${literal(ends.toISOString())}`
  // What is the default is not said: administrators of managed servers may not even name it.
  return `LOGIN ${inherits} PASSWORD ${literal(verifier)} ${until} CONNECTION LIMIT ${connections}`
}

function groupStatements({ name, groups }: RoleWanted, version: number): string[] {
  return groups.flatMap(({ group, mode }) => {
    const owns = mode === 'own'
    const grant = `GRANT ${ident(group)} TO ${ident(name)}${optionsOf(version, { inherit: !owns, set: owns })}`
    return owns ? [grant, `ALTER ROLE ${ident(name)} SET role = ${literal(group)}`] : [grant]
  })
}

const isOwner = ({ groups }: RoleWanted): boolean => groups.some(({ mode }) => mode === 'own')

function optionsOf(version: number, { inherit, set }: { inherit: boolean; set: boolean }): string {
  return version < 160_000 ? '' : ` WITH INHERIT ${inherit ? 'TRUE' : 'FALSE'}, SET ${set ? 'TRUE' : 'FALSE'}`
}
