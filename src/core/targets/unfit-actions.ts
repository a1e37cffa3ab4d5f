import type { Resource } from '../../generated/catalog.ts'
import type { Problem } from '../error.ts'

type Terms = {
  check(actions: Resource['actions'], sensitivity: Resource['sensitivity']): Problem[]
  right?(action: string): string | undefined
  readonly givesLogin?: boolean
}

/**
 * What is wrong with these actions of a resource for its connector; `where` begins below the resource. Where the target gives the same right for actions of
 * one name, whatever their scopes are called, the least sensitive would be the way around the others: then all have to be worth the same.
 */
export function unfitActions(
  terms: Terms,
  resource: Resource,
  names: readonly string[],
  resources: readonly Resource[],
): Problem[] {
  const actions = Object.fromEntries(names.map((name) => [name, resource.actions[name]]))
  const found = [...terms.check(actions, resource.sensitivity), ...openRows(terms, resource)]
  if (!terms.right) return found
  const rightOf = (name: string) => terms.right?.(name)
  const unequal = names.flatMap((name): Problem[] => {
    const right = rightOf(name)
    const own = resource.actions[name]?.sensitivity ?? resource.sensitivity
    if (right === undefined) return []
    const other = usesOf(resources, resource.connector).find(
      (use) => rightOf(use.action) === right && use.sensitivity !== own,
    )
    if (!other) return []
    const message = `The connector gives ${right} for it, which is ${own} here and ${other.sensitivity} in ${other.resource}.${other.action}. Give both the same sensitivity.`
    return [{ code: 'CATALOG_INVALID', where: `actions.${name}`, message }]
  })
  return [...found, ...unequal]
}

/** Whoever logs in to a database sets `request.jwt.claims` to what they like: policies by claims hold behind an API alone. */
function openRows({ givesLogin }: Terms, { row_security: by }: Resource): Problem[] {
  if (!givesLogin || by !== 'claims') return []
  const message =
    'Its rows are told apart by claims, which whoever logs in can set. Give it tokens for the API in front of it, or tell the rows apart by session_user.'
  return [{ code: 'CATALOG_INVALID', where: 'row_security', message }]
}

function usesOf(resources: readonly Resource[], connector: string) {
  return resources
    .filter((one) => one.connector === connector)
    .flatMap(({ id, actions, sensitivity }) =>
      Object.entries(actions).map(([action, own]) => ({
        ...{ resource: id, action, sensitivity: own?.sensitivity ?? sensitivity },
      })),
    )
}
