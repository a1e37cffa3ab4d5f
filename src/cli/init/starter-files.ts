import { DaypassError } from '../../core/error.ts'
import { renderIssueTemplate } from '../../core/request/form-template.ts'
import { teamSlug } from '../../core/team-name.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import { isCatalog, isSettings } from '../../generated/validators.js'
import type { CliDeps } from '../deps.ts'
import { readIssuer } from '../trust/pins.ts'
import { type PlannedFile, starterPolicies } from './access-files.ts'
import { codeOwners, exampleCatalog, issueChooser, type Organisation, readme, settingsFile } from './scaffold.ts'

export const settingsPath = '.github/daypass.yml'
const formPath = '.github/ISSUE_TEMPLATE/access-request.yml'
export const examplePath = 'catalog/example.yml'

/** Names as GitHub gives them, and the address of the Daypass that serves them. Throws USAGE. */
export function readOrganisation(options: { issuer?: string; organisation: string; team: string }): Organisation {
  const check = (option: '--organisation' | '--team', value: string, shape: RegExp): string => {
    if (shape.test(value)) return value
    throw new DaypassError('USAGE', 'That is not a name that GitHub gives. Use the one in its address, without "@".', {
      where: option,
    })
  }
  return {
    issuer: options.issuer === undefined ? undefined : readIssuer(options.issuer, '--issuer'),
    organisation: check('--organisation', options.organisation, /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/),
    team: check('--team', options.team, new RegExp(`^${teamSlug}$`)),
  }
}

/** What a catalog and settings lead to. */
type Governed = { resources: readonly Resource[]; settings: Settings }

/** The issue form of this catalog. */
export function formFile({ resources, settings }: Governed): PlannedFile {
  return { path: formPath, text: renderIssueTemplate(resources, settings), generated: true }
}

type Parts = Pick<CliDeps, 'packageRoot' | 'capabilities' | 'readYaml'>

/** All files of an access repository but its catalog and its settings, from which they follow. */
export async function filesAround(
  deps: Pick<Parts, 'packageRoot' | 'capabilities'>,
  organisation: Organisation,
  governed: Governed,
): Promise<PlannedFile[]> {
  const owned = governed.resources.map(({ id }) => id)
  return [
    { path: '.github/CODEOWNERS', text: codeOwners(organisation, owned) },
    ...(await starterPolicies(deps.packageRoot)),
    // Beside the policies: below them, opa would load it as data.
    { path: 'capabilities.json', text: await deps.capabilities(), generated: true },
    { path: 'README.md', text: readme(organisation) },
    { path: '.github/ISSUE_TEMPLATE/config.yml', text: issueChooser },
    formFile(governed),
  ]
}

/** A whole access repository to begin with: what `daypass init` writes into an empty folder. */
export async function starterFiles(deps: Parts, organisation: Organisation): Promise<PlannedFile[]> {
  const [catalog, settings] = [exampleCatalog(organisation), settingsFile(organisation)]
  const [read, set] = [deps.readYaml(catalog, examplePath), deps.readYaml(settings, settingsPath)]
  if (!isCatalog(read) || !isSettings(set)) throw new Error('the example of an access repository is not right')
  const around = await filesAround(deps, organisation, { resources: read.resources, settings: set })
  return [{ path: examplePath, text: catalog }, { path: settingsPath, text: settings }, ...around]
}
