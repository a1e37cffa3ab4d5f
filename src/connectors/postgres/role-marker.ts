/** What the comment on a role says: whose it is. Only who administers roles can set it. */
export type RoleMarker = { issuer: string; connector: string; store: string; grant: string }

const version = 'daypass:v1'

export function markerText({ issuer, connector, store, grant }: RoleMarker): string {
  return [version, issuer, connector, store, grant].join(' ')
}

/** Undefined: it is none. */
export function readMarker(comment: string | null): RoleMarker | undefined {
  const [first, issuer, connector, store, grant, ...rest] = (comment ?? '').split(' ')
  if (first !== version || !issuer || !connector || !store || !grant || rest.length > 0) return undefined
  return { issuer, connector, store, grant }
}
