import type { Remark } from '../../core/lint/remark.ts'
import { codeownersIn, type GovernedTexts } from '../../core/policy/governed-findings.ts'
import type { Place, PlaceInYaml, PolicyFinding } from '../../core/policy/policy-finding.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { compiledFiles } from '../files.ts'
import { defaultPolicies, readPolicyFolder } from '../folder.ts'
import { findPlaces } from './policy-words.ts'

type Subject = { policy: PolicyFiles; texts: GovernedTexts['texts'] }

/**
 * Remarks at the places that they are about, in files of the repository's own before those of the default library as they came, which have
 * tests for every line. Each file is read for places once. Throws POLICY_TIMEOUT, OPA_MISSING.
 */
export async function placeRemarks(
  parts: { opa: { path: string }; placeInYaml: PlaceInYaml },
  remarks: readonly Remark[],
  { policy, texts }: Subject,
): Promise<PolicyFinding[]> {
  const words = remarks.flatMap(({ about }) => ('words' in about ? about.words : []))
  const places =
    words.length === 0
      ? new Map()
      : await findPlaces(parts.opa.path, policy, [...new Set(words)], await ownFiles(policy))
  const [first = ''] = [...compiledFiles(policy).keys()].filter((path) => path.endsWith('.rego'))
  const beginning: Place = { path: `policies/${first}`, line: 1, column: 1 }
  const placeOf = (about: Remark['about']): Place => {
    if ('words' in about) return about.words.flatMap((word) => places.get(word) ?? [])[0] ?? beginning
    if ('ownersLine' in about)
      return { path: codeownersIn(texts)?.path ?? '.github/CODEOWNERS', line: about.ownersLine, column: 1 }
    return placeInCatalog(about, texts, parts.placeInYaml) ?? beginning
  }
  return remarks.map(({ about, severity, code, message }) => ({ ...placeOf(about), severity, code, message }))
}

async function ownFiles(policy: PolicyFiles): Promise<ReadonlySet<string>> {
  const library = await readPolicyFolder(defaultPolicies)
  return new Set([...policy.keys()].filter((path) => library.get(path) !== policy.get(path)))
}

/** An entry never stands at the very beginning of its file, where what is not found is said to be. */
function placeInCatalog(
  { resource, action }: { resource: string; action?: string },
  texts: GovernedTexts['texts'],
  placeInYaml: PlaceInYaml,
): Place | undefined {
  const what = action === undefined ? resource : `${resource}.actions.${action}`
  for (const [path, text] of texts) {
    if (!path.startsWith('catalog/') || !text.includes(resource)) continue
    const place = placeInYaml(text, what)
    if (place.line > 1 || place.column > 1) return { path, ...place }
  }
  return undefined
}
