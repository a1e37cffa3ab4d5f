import { readFile } from 'node:fs/promises'
import { resourcesOfOpenApi } from '../../core/catalog/from-openapi.ts'
import type { Survey } from '../../core/catalog/offered.ts'
import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'

/** More is no description that somebody wrote. */
const longest = 16 * 1024 * 1024

/** What a source offers. `source`: what it is, in a few words of ours. */
export type Offer = { survey: Survey; connector: string; byRole: boolean; source: string }

/** Throws USAGE, CONFIG_*, YAML_INVALID. */
export async function offerOf(
  deps: CliDeps,
  kind: string,
  file: string | undefined,
  { connector, look }: { connector?: string; look?: boolean },
): Promise<Offer> {
  if (kind !== 'openapi') {
    if (file !== undefined) throw new DaypassError('USAGE', 'Only openapi is read from a file.', { where: file })
    const found = await (await deps.connectorDesk()).survey(kind, connector, look !== false)
    return { ...found, byRole: true, source: 'the deployment file' }
  }
  if (file === undefined) throw new DaypassError('USAGE', 'Name the file that describes the API.', { where: kind })
  if (connector === undefined)
    throw new DaypassError('USAGE', 'Name the connector that gives access to the API.', { where: '--connector' })
  const offered = resourcesOfOpenApi(await documentIn(deps, file))
  const survey: Survey = () => ({ offered: offered ?? [], remarks: [] })
  if (offered) return { survey, connector, byRole: false, source: 'the description of the API' }
  throw new DaypassError('USAGE', 'This is no description of an API in OpenAPI 3: it lacks `openapi` or `paths`.', {
    where: file,
  })
}

async function documentIn(deps: CliDeps, file: string): Promise<unknown> {
  const text = await textOf(file)
  if (!/\.json$/i.test(file)) return deps.readYaml(text, file)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DaypassError('USAGE', 'The file is not JSON.', { cause, where: file })
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    if (text.length <= longest) return text
  } catch (cause) {
    throw new DaypassError('CONFIG_UNREADABLE', 'The file cannot be read. Check that it is there.', {
      cause,
      where: file,
    })
  }
  throw new DaypassError('CONFIG_UNREADABLE', 'The file is longer than 16 MiB.', { where: file })
}
