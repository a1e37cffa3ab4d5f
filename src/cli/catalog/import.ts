import { join } from 'node:path'
import type { Findings } from '../../core/catalog/catalog-change.ts'
import { newsOf, renderCatalog } from '../../core/catalog/offered.ts'
import { changesOf } from '../../core/catalog/offered-changes.ts'
import { DaypassError } from '../../core/error.ts'
import { readTeamName } from '../../core/team-name.ts'
import type { CliDeps } from '../deps.ts'
import { place } from '../init/access-files.ts'
import { plain } from '../plain-text.ts'
import { type DeploymentOptions, deploymentsFrom } from './deployments.ts'
import { type AccessTexts, checkedOut } from './known.ts'
import { type ProposingOptions, propose } from './propose.ts'
import { type Offer, offerOf } from './sources.ts'

export type ImportOptions = ProposingOptions &
  DeploymentOptions & {
    connector?: string
    team?: string
    directory: string
    into?: string
    json?: boolean
    look?: boolean
  }

/**
 * `daypass catalog import <kind> [file]`: what a service, a connector or the deployments of a repository could offer and the catalog does not
 * have yet. Prints it, or writes a new file of the catalog: 0: there is something new, 1: there is not. With --pull-request it is proposed on
 * GitHub, as whoever runs it: 0, also where nothing is new.
 */
export async function importCatalog(
  deps: CliDeps,
  kind: string,
  file: string | undefined,
  options: ImportOptions,
): Promise<number> {
  checkOptions(options)
  if (kind === 'deployments') {
    const { about, label, source, find } = await deploymentsFrom(deps, file, options)
    if (options.pullRequest !== undefined) return propose(deps, { about, label, source, kind, find }, options)
    return show(deps, find(await checkedOut(deps, options.directory), []), options)
  }
  const offer = await offerOf(deps, kind, file, options)
  const find = (there: AccessTexts) => findingsOf(offer, there, options)
  if (options.pullRequest === undefined)
    return printOffer(deps, offer, find(await checkedOut(deps, options.directory)), options)
  const { source, connector } = offer
  return propose(deps, { about: connector, source, kind, find }, options)
}

function checkOptions({ team, into }: ImportOptions): void {
  if (team !== undefined && readTeamName(team) === undefined)
    throw new DaypassError('USAGE', 'A team is written as @organisation/team.', { where: '--team' })
  if (into !== undefined && !/^[\w.-]+\.ya?ml$/.test(into))
    throw new DaypassError('USAGE', 'Name a file below catalog/, such as api.yml.', { where: '--into' })
}

function findingsOf(offer: Offer, { known, texts }: AccessTexts, { team, into }: ImportOptions): Findings {
  const { survey, connector, byRole, source } = offer
  const { offered, remarks } = survey(texts)
  const path = `catalog/${into ?? `${connector}.yml`}`
  const found = changesOf(offered, known, {
    ...{ connector, byRole, path, source },
    ...(team === undefined ? {} : { team }),
  })
  return { ...found, remarks: [...found.remarks, ...remarks] }
}

/** What would be proposed, for people. */
function show(deps: CliDeps, { changes, remarks }: Findings, { json }: ImportOptions): number {
  const { stdout, stderr } = deps.machine
  const shown = changes.map(({ key, kind, path, edit }) => ({ key, kind, path, edit }))
  if (json) stdout.write(`${JSON.stringify({ changes: shown, remarks }, null, 2)}\n`)
  else {
    for (const remark of remarks) stderr.write(`daypass: ${plain(remark)}\n`)
    for (const { kind, what, why } of changes) stdout.write(`${kind}: ${plain(what)} (${plain(why)})\n`)
    if (changes.length === 0) stderr.write('daypass: nothing is new.\n')
  }
  return changes.length > 0 ? 0 : 1
}

async function printOffer(
  deps: CliDeps,
  { connector }: Offer,
  found: Findings,
  options: ImportOptions,
): Promise<number> {
  const { stdout, stderr } = deps.machine
  const { team, directory, into } = options
  const { resources, actions } = newsOf(found.changes)
  const { remarks } = found
  const code = resources.length + actions.length > 0 ? 0 : 1
  if (options.json) {
    stdout.write(`${JSON.stringify({ connector, resources, actions, remarks }, null, 2)}\n`)
    return code
  }
  for (const remark of remarks) stderr.write(`daypass: ${plain(remark)}\n`)
  for (const { resource, names } of actions)
    stderr.write(`daypass: ${resource} is in the catalog without ${names.join(', ')}.\n`)
  if (code === 1) stderr.write('daypass: nothing is new.\n')
  if (resources.length === 0) return code
  const text = renderCatalog(resources, { connector, ...(team === undefined ? {} : { team }) })
  if (into === undefined) {
    stdout.write(text)
    return code
  }
  const state = await place(directory, { path: join('catalog', into), text }, false)
  if (state === 'kept')
    throw new DaypassError('USAGE', 'There is such a file already. Name another one.', { where: into })
  stderr.write(
    `daypass: ${state} ${join('catalog', into)}. Go through it, and open a pull request: the check says who would get what.\n`,
  )
  return code
}
