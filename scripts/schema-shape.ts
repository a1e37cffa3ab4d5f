// What code has to know of a schema at run time, read from the schema: where its instants are, and which members a state has.
export type Node = {
  $ref?: string
  properties?: Record<string, Node>
  items?: Node
  allOf?: Node[]
  oneOf?: Node[]
  const?: string
  enum?: string[]
  not?: object
  tsType?: string
  tag?: string
  $defs?: Record<string, Node>
}

/**
 * A module with `instants` (paths of members that are dates: `*` is each item of a list) and `membersOf` (by state, its members).
 * Undefined for a schema that is not told apart by a member.
 */
export function shapeModule(schema: Node): string | undefined {
  const { tag, oneOf } = schema
  if (tag === undefined || !oneOf) return undefined
  const at = (node: Node): Node => {
    const name = node.$ref?.replace('#/$defs/', '')
    return name === undefined ? node : at(schema.$defs?.[name] ?? {})
  }
  const parts = (node: Node): Node[] => [node, ...(node.allOf ?? []), ...(node.oneOf ?? [])].map(at)
  const instantsIn = (node: Node, path: string[]): string[][] => {
    if (at(node).tsType === 'Date') return [path]
    const { items } = at(node)
    const inner = parts(at(node)).flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([name, each]) => instantsIn(each, [...path, name])),
    )
    return [...inner, ...(items ? instantsIn(items, [...path, '*']) : [])]
  }
  const instants = [...new Set(instantsIn(schema, []).map((path) => path.join('.')))].sort()
  const common = (schema.allOf ?? []).flatMap((each) => Object.keys(at(each).properties ?? {}))
  const members: Record<string, string[]> = {}
  for (const { properties = {} } of oneOf.map(at)) {
    const own = Object.entries(properties).flatMap(([name, each]) => (at(each).not ? [] : [name]))
    const { enum: several, const: one = '' } = properties[tag] ?? {}
    for (const state of several ?? [one]) members[state] = [...common, ...own].sort()
  }
  return `/** Paths of members that are instants; \`*\`: each item of a list. */
export const instants: readonly string[] = ${JSON.stringify(instants, undefined, 2)}

/** The members that there are in each state. */
export const membersOf: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(members, undefined, 2)}
`
}
