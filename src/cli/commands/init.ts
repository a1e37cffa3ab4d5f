import { join, resolve } from 'node:path'
import { DaypassError } from '../../core/error.ts'
import type { Settings } from '../../generated/config.ts'
import { isSettings } from '../../generated/validators.js'
import type { CliDeps } from '../deps.ts'
import { type PlannedFile, place, readCatalog, readIfThere } from '../init/access-files.ts'
import { catalogWorkflow, type WorkflowOptions, workflowPath } from '../init/catalog-workflow.ts'
import { exampleCatalog, type Organisation, settingsFile } from '../init/scaffold.ts'
import { examplePath, filesAround, formFile, readOrganisation, settingsPath } from '../init/starter-files.ts'
import { renderWritten, type Written } from '../rendering.ts'

export type InitOptions = WorkflowOptions & {
  workflow?: boolean
  issuer?: string
  organisation: string
  team: string
  form?: boolean
  force?: boolean
  json?: boolean
}

async function readSettings(directory: string, readYaml: CliDeps['readYaml']): Promise<Settings> {
  const where = join(directory, settingsPath)
  const text = await readIfThere(where)
  const settings = text === undefined ? {} : (readYaml(text, where) ?? {})
  if (isSettings(settings)) return settings
  throw new DaypassError(
    'SETTINGS_INVALID',
    'The settings are not in the form that Daypass knows. Correct them, then run this again.',
    { where },
  )
}

/** What people do after the first run; after a later one they know. */
function nextSteps({ issuer, organisation }: Organisation): string[] {
  return [
    'Describe your resources in catalog/, then run `daypass init --form`.',
    `Check the owners in .github/CODEOWNERS${organisation === 'acme' ? ' (they are of an organisation "acme" until you change it)' : ''}.`,
    ...(issuer === undefined ? ['Write the address of your Daypass into .github/daypass.yml.'] : []),
    'Commit, push to a private repository, protect its default branch, let only the GitHub App write `requests` and `daypass/**`\n     (README.md says how), and install the app on it.',
  ]
}

const workflowSteps = [
  'Allow GitHub Actions to create pull requests: Settings, Actions, General.',
  'Commit it by pull request, and run it once by hand: Actions, Daypass catalog, Run workflow.',
]

/**
 * `daypass init [directory]`: writes an access repository, or after that renews the issue form from the catalog; with --workflow it writes the
 * workflow that lets the catalog grow, and nothing else. What people wrote is kept unless --force.
 */
export async function init(deps: CliDeps, where: string, options: InitOptions): Promise<void> {
  const directory = resolve(where)
  const organisation = readOrganisation(options)
  const files: Written['files'] = []
  const put = async (planned: PlannedFile): Promise<void> => {
    files.push({ path: planned.path, state: await place(directory, planned, options.force === true) })
  }
  const tell = (written: Written) =>
    deps.machine.stdout.write(options.json ? `${JSON.stringify(written, null, 2)}\n` : renderWritten(written))
  if (options.workflow) {
    await put({ path: workflowPath, text: catalogWorkflow(options), generated: true })
    tell({ directory, files, next: workflowSteps })
    return
  }
  const first = options.form !== true && (await readIfThere(join(directory, settingsPath))) === undefined
  if (options.form !== true) {
    await put({ path: examplePath, text: exampleCatalog(organisation) })
    await put({ path: settingsPath, text: settingsFile(organisation) })
  }
  const resources = await readCatalog(directory, deps.readYaml)
  const settings = await readSettings(directory, deps.readYaml)
  const governed = { resources, settings }
  const around = options.form === true ? [formFile(governed)] : await filesAround(deps, organisation, governed)
  for (const file of around) await put(file)
  tell({ directory, files, next: first ? nextSteps(organisation) : [] })
}
