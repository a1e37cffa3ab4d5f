import { sha256 } from '../../core/digest.ts'
import { isDaypassError, type Problem } from '../../core/error.ts'
import { checkCatalog } from '../../core/request/check-catalog.ts'
import { schemaProblems } from '../../core/schema-problems.ts'
import type { Settings } from '../../generated/config.ts'
import { isSettings } from '../../generated/validators.js'
import type { GovernedContents, ReadYaml } from '../../ports/access-repository.ts'
import { codeOf, type GovernedFile, type Part, type PartProblem, selectGoverned } from './governed-files.ts'

export type Contents = GovernedFile & { content: Buffer }

/**
 * What the governed files say. A part with a problem is unusable as a whole: no resources, no settings, no policy, no owners. A file
 * that is absent is none: settings are then empty, and so is the policy, which its engine refuses.
 */
export function readGovernance(
  files: readonly Contents[],
  problems: readonly PartProblem[],
  readYaml: ReadYaml,
): GovernedContents {
  const texts: { part: Part; path: string; text: string }[] = []
  const found: PartProblem[] = [...problems]
  for (const { part, path, content } of files) {
    const text = decode(content)
    if (text === undefined) found.push({ part, code: codeOf(part), where: path, message: 'is not UTF-8. Save it so.' })
    else texts.push({ part, path, text })
  }
  const usable = (part: Part) => !found.some((problem) => problem.part === part)
  const of = (part: Part) => texts.filter((file) => file.part === part)

  const catalog = usable('catalog') ? readCatalog(of('catalog'), readYaml) : { problems: [] }
  const settings = usable('settings') ? readSettings(of('settings'), readYaml) : { problems: [] }
  return {
    digest: governanceDigest(files),
    texts: new Map(texts.map(({ path, text }) => [path, text])),
    resources: 'resources' in catalog ? catalog.resources : undefined,
    settings: 'settings' in settings ? settings.settings : undefined,
    policy: new Map(
      usable('policy') ? of('policy').map(({ path, text }) => [path.slice('policies/'.length), text]) : [],
    ),
    codeowners: usable('owners') ? of('owners')[0]?.text : undefined,
    problems: [
      ...found.map(({ code, where, message }) => ({ code, where, message })),
      ...('problems' in catalog ? catalog.problems : []),
      ...('problems' in settings ? settings.problems : []),
    ],
  }
}

/** The same of texts that were kept, which had no problem when they were. */
export function readGovernedTexts(texts: ReadonlyMap<string, string>, readYaml: ReadYaml): GovernedContents {
  const tree = [...texts].map(([path, text]) => ({ path, mode: '100644', sha: '', size: Buffer.byteLength(text) }))
  const { files, problems } = selectGoverned(tree)
  const contents = files.map((file) => ({ ...file, content: Buffer.from(texts.get(file.path) ?? '') }))
  return readGovernance(contents, problems, readYaml)
}

/** SHA-256 over path and content hash of every governed file, sorted by path. */
export function governanceDigest(files: readonly { path: string; content: Buffer }[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  return sha256(sorted.map(({ path, content }) => `${path}\0${sha256(content)}\n`).join(''))
}

function readCatalog(files: readonly { path: string; text: string }[], readYaml: ReadYaml) {
  const problems: Problem[] = []
  const read = files.flatMap(({ path, text }) => {
    const data = readOrNote(path, text, readYaml, problems)
    return data === undefined ? [] : [{ path, data }]
  })
  const checked = checkCatalog(read)
  if (problems.length === 0) return checked
  // Beside a file that cannot be read, an empty rest is no finding of its own.
  const rest = 'problems' in checked ? checked.problems.filter(({ code }) => code !== 'CATALOG_MISSING') : []
  return { problems: [...problems, ...rest] }
}

function readSettings(
  [file]: readonly { path: string; text: string }[],
  readYaml: ReadYaml,
): { settings: Settings } | { problems: Problem[] } {
  if (!file) return { settings: {} }
  const problems: Problem[] = []
  const data = readOrNote(file.path, file.text, readYaml, problems)
  if (data === undefined) return { problems }
  // A file of comments alone sets nothing.
  if (data === null) return { settings: {} }
  return isSettings(data) ? { settings: data } : { problems: schemaProblems(isSettings, file.path, 'SETTINGS_INVALID') }
}

/** Undefined: it could not be read, and the problem is noted. An empty file reads as null. */
function readOrNote(path: string, text: string, readYaml: ReadYaml, problems: Problem[]): unknown {
  try {
    return readYaml(text, path) ?? null
  } catch (error) {
    if (!isDaypassError(error, 'YAML_INVALID')) throw error
    problems.push({ code: error.code, where: error.where ?? path, message: error.message })
    return undefined
  }
}

function decode(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return undefined
  }
}
