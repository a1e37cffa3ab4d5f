import { ProblemsError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { doctorChecks } from '../doctor/checks.ts'
import { examineAll, type Finding, isWell, renderFindings } from '../doctor/report.ts'
import { findGitHubToken } from '../github/github-token.ts'
import type { FoundRepository } from '../github/setup-github.ts'
import { plain } from '../plain-text.ts'
import { type Asked, readAsked, type SetupOptions } from '../setup/asked.ts'
import {
  deploymentText,
  environmentText,
  fileNames,
  readEnvironmentText,
  serverEnvironment,
} from '../setup/deployment-texts.ts'
import { renderDone, type SetupDone } from '../setup/done-text.ts'
import { setUpApp } from '../setup/github-app.ts'
import { judgeGround } from '../setup/ground.ts'
import type { PublicApp } from '../setup/handed-out.ts'
import { awaitInstallation } from '../setup/installation.ts'
import { lookAtGround } from '../setup/look-at-ground.ts'
import { isOurs, setUpRepository } from '../setup/new-repository.ts'
import { fullNameOf, type Parts } from '../setup/parts.ts'
import { setRules } from '../setup/set-rules.ts'
import { type Folder, openFolder } from '../setup/setup-folder.ts'
import { begunBefore, keepState } from '../setup/state.ts'

export type { SetupOptions }

/**
 * `daypass setup`: from an organisation to a Daypass that can be started: access repository, GitHub App, rulesets, and the files of the
 * server. Each step looks at what is there first, so that `--resume` goes on after any stop. 0: doctor finds nothing wrong, 1 otherwise.
 */
export async function setup(deps: CliDeps, options: SetupOptions): Promise<number> {
  const folder = await openFolder(options.out)
  const before = await begunBefore(folder, options.resume === true)
  const asked = readAsked(options, before?.asked, deps.env)
  const token = await findGitHubToken(deps, { host: new URL(asked.site).host })
  const github = { ...deps.github(token, asked.apiUrl), ...deps.setupGitHub(token, asked.apiUrl) }
  const ground = await lookAtGround(github, asked)
  const standing = { adopt: options.adopt === true, repositoryIsOurs: isOurs(before, ground.repository) }
  const problems = judgeGround(asked, ground, standing)
  if (problems.length > 0) {
    const summary = before === undefined ? 'Nothing was made: some things are missing.' : 'It cannot go on yet.'
    throw new ProblemsError('SETUP_NOT_READY', summary, problems)
  }
  const keeper = await keepState(folder, before ?? { version: 1, asked, intended: {} })
  const out = options.json ? deps.machine.stderr : deps.machine.stdout
  const say = (line: string): void => void out.write(`· ${plain(line)}\n`)
  const parts: Parts = { deps, asked, github, folder, keeper, say }
  const how = { paste: options.paste === true, organisation: ground.organisation?.id ?? 0 }
  const done = await carryOut(parts, how).catch((error) => {
    deps.machine.stderr.write('What was made is noted: run this again with --resume, and it goes on from here.\n')
    throw error
  })
  deps.machine.stdout.write(
    options.json ? `${JSON.stringify(done, null, 2)}\n` : renderDone(done, renderFindings(done.findings)),
  )
  return done.ok ? 0 : 1
}

async function carryOut(
  parts: Parts,
  { paste, organisation }: { paste: boolean; organisation: number },
): Promise<SetupDone> {
  const { deps, asked, say } = parts
  const repository = await setUpRepository(parts)
  const file = await deps.appFile()
  const app = await setUpApp(parts, { file, paste, organisation, repository: repository.id })
  const environment = await writeDeployment(parts, app, repository)
  const looks = await deps.looksIn(environment)
  const more = await awaitInstallation(parts, { app, organisation, repository: repository.id, looks })
  if (more.length > 0)
    say(
      `the app is installed on more than ${fullNameOf(asked)}, and may write there too: ${more.slice(0, 5).join(', ')}`,
    )
  await setRules(parts, app.id)
  say('asking daypass doctor')
  const findings = await examineAll(doctorChecks(looks, { rehearse: false }))
  return told(asked, { app, repository, more, findings, folder: parts.folder })
}

/** The files that a server is started with; what is there stays, since somebody may have added to it. */
async function writeDeployment(
  { asked, folder, say }: Parts,
  app: PublicApp,
  repository: FoundRepository,
): Promise<Record<string, string>> {
  if ((await folder.read(fileNames.deployment)) === undefined)
    await folder.make(fileNames.deployment, deploymentText({ id: repository.id, fullName: fullNameOf(asked) }))
  const there = await folder.read(fileNames.environment)
  if (there !== undefined) return readEnvironmentText(there)
  const environment = serverEnvironment(asked, app, folder.at)
  await folder.make(fileNames.environment, environmentText(environment))
  say(`wrote ${folder.at(fileNames.environment)} and ${fileNames.deployment}`)
  return environment
}

type Facts = {
  app: PublicApp
  repository: FoundRepository
  more: string[]
  findings: readonly Finding[]
  folder: Folder
}

function told(asked: Asked, { app, repository, more, findings, folder }: Facts): SetupDone {
  return {
    ok: isWell(findings),
    organisation: asked.organisation,
    repository: { id: repository.id, url: repository.url },
    app: { id: app.id, slug: app.slug, url: app.page },
    installed_elsewhere: more,
    folder: folder.path,
    environment: folder.at(fileNames.environment),
    findings,
  }
}
