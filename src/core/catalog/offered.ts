import type { Resource } from '../../generated/catalog.ts'
import type { Change } from './catalog-change.ts'

/** What could stand in a catalog: a resource with actions of which somebody has to say what they are worth to whom. */
export type Offered = Pick<Resource, 'id' | 'title' | 'kind' | 'sensitivity' | 'actions'>

/** What there is to offer, for an access repository with these files; and what people should know of it (Markdown, a sentence each). */
export type Survey = (texts: ReadonlyMap<string, string>) => { offered: Offered[]; remarks: string[] }

/** What is not in a catalog yet: whole resources, and actions of those that are. */
export type News = { resources: Offered[]; actions: { resource: string; names: string[] }[] }

/** A name as ids are written: `Orders v2` → `orders-v2`; empty where nothing is left. At most 63 characters. */
export function idOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 63)
    .replace(/-$/, '')
}

/** A title of a catalog: one line without control characters, at most 80 long. */
export function titleOf(text: string): string {
  const plain = text
    .replaceAll(/\p{C}+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length <= 80 ? plain : `${plain.slice(0, 79)}…`
}

/** The same changes by resource, for whoever writes the catalog by hand. */
export function newsOf(changes: readonly Change[]): News {
  const resources: Offered[] = []
  const actions = new Map<string, string[]>()
  for (const { edit } of changes) {
    if ('add' in edit) resources.push(edit.add)
    else if ('actions' in edit)
      actions.set(edit.resource, [...(actions.get(edit.resource) ?? []), ...Object.keys(edit.actions)])
  }
  return { resources, actions: [...actions].map(([resource, names]) => ({ resource, names })) }
}

/** A catalog file with these resources, for people to go through: texts are quoted, so that none is taken for something else. */
export function renderCatalog(
  resources: readonly Offered[],
  { connector, team }: { connector: string; team?: string },
): string {
  const quoted = (text: string) => JSON.stringify(text)
  // Such names are no numbers and no words of YAML; of the rest one cannot be sure.
  const plain = (text: string) =>
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$|^(?:read|write|delete)$/.test(text) ? text : quoted(text)
  const entries = resources.map(({ id, title, kind, sensitivity, actions }) =>
    [
      `  - id: ${plain(id)}`,
      `    title: ${quoted(title)}`,
      `    kind: ${kind}`,
      `    sensitivity: ${sensitivity}`,
      `    connector: ${plain(connector)}`,
      ...(team === undefined ? [] : [`    team: ${quoted(team)}`]),
      '    actions:',
      ...Object.entries(actions).map(([name, action]) => {
        const worth = action?.sensitivity === undefined ? '' : `, sensitivity: ${action.sensitivity}`
        return `      ${plain(name)}: { scope: ${quoted(action?.scope ?? '')}${worth} }`
      }),
      '',
    ].join('\n'),
  )
  return [
    '# Proposed by `daypass catalog import`: say who may ask, what each action is worth, and for how long at most.',
    'resources:',
    ...entries,
  ].join('\n')
}
