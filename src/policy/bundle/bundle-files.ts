import { canonicalJson } from '../../core/canonical-json.ts'
import { sha256 } from '../../core/digest.ts'
import { DaypassError } from '../../core/error.ts'
import type { LiveList } from '../../ports/live-lists.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { type Json, Numeral, readJson, structuralText } from './structural-text.ts'

/** What a bundle is made of. `data`: the data files of the policy, merged, as JSON text. `live`: absent where the reader gets none. */
export type BundleParts = {
  /** The digest of what is in force. */
  revision: string
  policy: PolicyFiles
  data: string
  gate: string
  live?: LiveList
}

/** A file of a bundle, and the SHA-256 by which opa knows it again. */
export type BundleFile = { name: string; bytes: Uint8Array; hash: string }

/** Names of data that mean something in a reader, or in a bundle, whoever writes them. */
const kept = ['daypass', 'daypass_live', 'daypass_gate', 'system']

/**
 * The files of a bundle, in order: rules as they are, all data in one `data.json` (with several, what a reader has kept on disk fails its
 * own signature), and the manifest, which gives this bundle no more of a reader's data than it fills. Of equal parts, equal bytes.
 *
 * @throws DaypassError POLICY_FORBIDDEN when the policy's data have a name that is not theirs
 */
export function bundleFiles({ revision, policy, data, gate, live }: BundleParts): BundleFile[] {
  const settings = readJson(data) as { readonly [name: string]: Json }
  const names = Object.keys(settings)
  for (const name of names) refuseForeign(name)
  const rules = [...policy].filter(([path]) => path.endsWith('.rego'))
  // The rules are all of package daypass, or of one below it (forbidden.ts).
  const roots = ['daypass', ...names, ...(live ? ['daypass_gate', 'daypass_live'] : [])]
  return [
    ...rules.map(([path, text]) => raw(`policies/${path}`, text)),
    ...(live ? [raw('gate/daypass_gate.rego', gate)] : []),
    structured('data.json', live ? { ...settings, daypass_live: liveDocument(live) } : settings),
    structured('.manifest', { revision, roots: roots.sort(), rego_version: new Numeral('1') }),
  ]
}

function refuseForeign(name: string): void {
  if (!kept.includes(name) && name !== '' && !name.includes('/')) return
  const where = 'policies'
  const message = `A data file defines ${JSON.stringify(name)}, which cannot be in a bundle: choose another name.`
  throw new DaypassError('POLICY_FORBIDDEN', message, { where })
}

/** As `gate/daypass_gate.rego` reads it. */
function liveDocument({ published, freshFor, grants }: LiveList): Json {
  const entries = grants.map(({ id, subject, resource, scopes, operation, ends }): [string, Json] => [
    id,
    {
      ...{ subject, resource, scopes, ends_ns: nanoseconds(ends) },
      ...(operation ? { operation: readJson(JSON.stringify(operation)) } : {}),
    },
  ])
  return {
    published_ns: nanoseconds(published),
    fresh_for_ns: new Numeral(`${freshFor}000000000`),
    grants: Object.fromEntries(entries),
  }
}

/** No double holds it. */
const nanoseconds = (at: Date): Numeral => new Numeral(`${at.getTime()}000000`)

/** Opa hashes the bytes of what is not JSON. */
function raw(name: string, text: string): BundleFile {
  return { name, bytes: Buffer.from(text), hash: sha256(text) }
}

/** What opa hashes as a structure is written in the form that it hashes. */
function structured(name: string, value: Json): BundleFile {
  return raw(name, structuralText(value))
}

/** Names the contents for whoever has them: the same files under the same scope, the same tag, whoever signs them and when. */
export function contentsTag(files: readonly BundleFile[], scope: string): string {
  const named = files.map(({ name, hash }) => [name, hash])
  return `"${sha256(`daypass-bundle-v1\n${canonicalJson([scope, named])}`)}"`
}
