import { readTeamName } from '../team-name.ts'
import { policyFileKind } from './policy-file.ts'

/** Facts that are read only where a policy names them: each costs a call to GitHub or a look into the ledger. */
export type NamedFact =
  | 'permission'
  | 'affiliation'
  | 'grants'
  | 'granted_seconds_last_day'
  | 'open_grants_total'
  | 'live_on_resource'
  | 'history'
  | 'debts'
  | 'break_glass_last_30d'

/** So many teams are asked about at most, that of the resource among them. */
const mostTeams = 20

/** What a policy's rules and data name, by their texts: whoever reads a fact by a name that is computed is not served. */
export type Named = {
  names: (fact: NamedFact) => boolean
  /** Teams of this organisation that are texts of their own, such as `"@acme/on-call"`, in the order of the alphabet. */
  teams: string[]
}

/** What these files (paths below `policies/`) name, tests and their tables left out. */
export function namedFacts(files: ReadonlyMap<string, string>, organisation: string): Named {
  const texts = [...files].flatMap(([path, text]) => {
    const kind = policyFileKind(path)
    return kind === 'rego' ? [withoutComments(text)] : kind === 'data' ? [text] : []
  })
  const words = new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []))
  const quoted = texts.flatMap((text) => [...text.matchAll(/["'`](@[^"'`\s]+)["'`]/g)].map(([, name = '']) => name))
  const own = quoted.filter((name) => readTeamName(name)?.org.toLowerCase() === organisation.toLowerCase())
  return { names: (fact) => words.has(fact), teams: [...new Set(own)].sort().slice(0, mostTeams - 1) }
}

/** Whole lines of comments: what stands behind a rule is read, since a `#` may stand in a text. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '')
}
