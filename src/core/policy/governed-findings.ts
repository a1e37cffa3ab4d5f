import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import type { Problem } from '../error.ts'
import { formPath } from '../request/canonical-request.ts'
import { renderIssueTemplate } from '../request/form-template.ts'
import { ownersOf, readCodeowners, strangeLines } from '../review/codeowners.ts'
import { ownersPlaces } from './governed-paths.ts'
import { type PlaceInYaml, type PolicyFinding, placeIn } from './policy-finding.ts'

/** The files that govern an access repository, as they would be in force. */
export type GovernedTexts = {
  /** By path from the top: catalog, settings, CODEOWNERS, issue form; those that are not there are left out. */
  texts: ReadonlyMap<string, string>
  /** Undefined: the catalog cannot be used. */
  resources: readonly Resource[] | undefined
  settings: Settings | undefined
  /** What reading them has found. */
  problems: readonly Problem[]
}

/** What is wrong with catalog, settings, CODEOWNERS and issue form, each at its line. Codes: those of the problems, OWNERS_INVALID, FORM_OUTDATED. */
export function governedFindings(governed: GovernedTexts, placeInYaml: PlaceInYaml): PolicyFinding[] {
  return [
    ...governed.problems.map((problem) => findingOf(problem, governed.texts, placeInYaml)),
    ...ownerFindings(governed),
    ...formFindings(governed),
  ]
}

/** A problem names a file, a file and a line, or a file and what in it: `catalog/a.yml: orders-db.expires`. */
function findingOf(
  { code, where, message }: Problem,
  texts: GovernedTexts['texts'],
  placeInYaml: PlaceInYaml,
): PolicyFinding {
  const [path = '', what] = where.split(': ')
  const text = texts.get(path)
  const place = what === undefined || text === undefined ? placeIn(where) : { path, ...placeInYaml(text, what) }
  const said = what === undefined ? message.replace(`${where}: `, '') : `\`${what}\` ${message}`
  return { ...place, severity: 'error', code, message: said }
}

/** The CODEOWNERS that counts, and its path. */
export function codeownersIn(texts: GovernedTexts['texts']): { path: string; text: string } | undefined {
  const path = ownersPlaces.find((place) => texts.has(place))
  return path === undefined ? undefined : { path, text: texts.get(path) ?? '' }
}

/** Lines that cannot be understood: an error where they close a resource, a warning where they concern none. */
function ownerFindings({ texts, resources = [], problems }: GovernedTexts): PolicyFinding[] {
  const found = codeownersIn(texts)
  // One that cannot be read is no missing one, and said already.
  if (found === undefined && problems.some(({ where }) => ownersPlaces.includes(where))) return []
  if (found === undefined) {
    const message =
      'There is no CODEOWNERS, so nobody can approve anything. Write a line for each resource, such as `/requests/orders-db/ @acme/orders`.'
    return [{ path: '.github/CODEOWNERS', line: 1, column: 1, severity: 'error', code: 'OWNERS_INVALID', message }]
  }
  const codeowners = readCodeowners(found.text, found.path)
  const closing = resources.flatMap(({ id }) => {
    const ownership = ownersOf(codeowners, `requests/${id}/0.yml`)
    return ownership.kind === 'closed' ? ownership.findings : []
  })
  const wrong = new Set(closing.map(({ where }) => where))
  const strange = strangeLines(codeowners).filter(({ where }) => !wrong.has(where))
  const finding =
    (severity: 'error' | 'warning') => (one: { code: PolicyFinding['code']; where?: string; message: string }) => ({
      ...placeIn(one.where ?? found.path),
      severity,
      code: one.code,
      message: one.message,
    })
  return [...closing.map(finding('error')), ...strange.map(finding('warning'))]
}

function formFindings({ texts, resources, settings }: GovernedTexts): PolicyFinding[] {
  if (resources === undefined || settings === undefined) return []
  const found = texts.get(formPath)?.replaceAll('\r\n', '\n')
  const wanted = renderIssueTemplate(resources, settings)
  if (found === wanted) return []
  const what =
    found === undefined
      ? 'There is no issue form.'
      : 'The issue form is not the one of this catalog and these settings.'
  const message = `${what} Run \`daypass init --form\` in a checkout and commit the file.`
  const line = found === undefined ? 1 : firstDifference(found, wanted)
  return [{ path: formPath, line, column: 1, severity: 'warning', code: 'FORM_OUTDATED', message }]
}

/** The first line that is another; the last one, where the rest is missing. */
export function firstDifference(text: string, wanted: string): number {
  const [lines, others] = [text.split('\n'), wanted.split('\n')]
  const at = lines.findIndex((line, index) => line !== others[index])
  return at < 0 ? lines.length : at + 1
}
