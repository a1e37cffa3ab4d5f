import type { Settings } from '../../generated/config.ts'

type Own = Pick<Settings, 'never_votes'> | undefined

/** The accounts, by number, that `never_votes` takes every vote from. A name can change hands, and counts for nothing. */
export function neverVotes(settings: Own): ReadonlySet<number> {
  return new Set(Object.values(settings?.never_votes ?? {}).filter((id) => id !== undefined))
}

/** Those of these people whose vote may count. */
export function voters<P extends { id: number }>(people: readonly P[], settings: Own): P[] {
  const never = neverVotes(settings)
  return people.filter(({ id }) => !never.has(id))
}
