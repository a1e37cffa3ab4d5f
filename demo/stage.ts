import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApplication } from './application.ts'
import { type Answer, run } from './command-line.ts'
import { type DaypassServer, startDaypass } from './daypass-server.ts'
import { manifest } from './github/app-manifest.ts'
import { freePort } from './github/free-port.ts'
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from './github/local-github.ts'
import { generateSshKey } from './ssh-key.ts'

const webhookSecret = 'a demo secret that never leaves this machine'

export const catalog = `resources:
  - id: orders-api
    title: Orders API
    kind: api
    sensitivity: low
    team: "@acme/orders"
    environment: production
    connector: orders-api
    actions:
      read: { scope: orders:read, max_duration: 8h }
      write: { scope: orders:write, max_duration: 1h, sensitivity: high }
  - id: billing-api
    title: Billing API
    kind: api
    sensitivity: medium
    team: "@acme/orders"
    connector: orders-api
    actions:
      read: { scope: billing:read, max_duration: 4h }
      dump: { scope: billing:dump, max_duration: 1h, sensitivity: critical }
`

const codeowners = `/requests/orders-api/ @acme/orders
/requests/billing-api/ @acme/orders
/catalog/ @acme/security
/policies/ @acme/security
/.github/ @acme/security
`

/** Everything that the demo and the end-to-end tests play with: a local GitHub, an application, and the real server beside them. */
export type Stage = {
  github: LocalGitHub
  application: { url: string; stop(): Promise<void> }
  server: DaypassServer
  /** Where the server keeps its store and keys. */
  folder: string
  /** The environment that the server was started with. */
  env: Record<string, string>
  /** rita's machine: her home folder, with her SSH key in it. */
  home: string
  /** Runs the command line as rita would on her machine. */
  daypass(...args: string[]): Promise<Answer>
  /** Gives somebody else an SSH key on GitHub and a machine to use it on; answers with their command line. */
  equip(login: string): Promise<Stage['daypass']>
  /** A new server process on the same store. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type StageOptions = {
  github?: Partial<LocalGitHubOptions>
  /** Written over what `daypass init` made. */
  files?: Record<string, string>
  env?: Record<string, string>
  /**
   * The deployment file; {app}, {repository} stand for the application's address and the repository's id, {lending-app}, {organisation},
   * {team:slug} and {repository:name} for numbers of GitHub's, and \${LENDING_KEY} for the key of the app that lends.
   */
  deployment?: string
  /**
   * Run server and command line in this process: quicker, and nothing of them can be killed. `commands`: the command line alone.
   * Default: in processes of their own.
   */
  inProcess?: boolean | 'commands'
  /** Starts the server's process. Default: as `npm start` does. */
  start?: (env: Record<string, string>) => Promise<DaypassServer>
  /** Flags that Node starts a server process with. */
  flags?: readonly string[]
  /** The clock of a server in this process. Default: the machine's. */
  now?: () => Date
  /** An embedded store with nothing in it to begin with a copy of. Default: the server makes its own, which takes seconds. */
  emptyStore?: string
  /** Seconds between two looks of the application at the status list; default that of `daypass/verify`. */
  refresh?: number
  tell?: (line: string) => void
}

// No fire drills: their calls and entries would come between those that people look at, and tests count.
export const deployment = `connectors:
  orders-api:
    type: token
    audience: {app}
    probe: {app}/whoami
    repositories: [{repository}]
    floors: { max_duration: 8h }
    drill: off
`

/** Sets the stage. Everything listens on the loopback; everything written goes into one temporary folder. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const tell = options.tell ?? (() => undefined)
  const runs = await runsOf(options)
  const folder = await mkdtemp(join(tmpdir(), 'daypass-'))
  const url = `http://127.0.0.1:${await freePort()}`
  const home = join(folder, 'rita')
  const key = await makeKey(home, 'rita')
  tell('writing an access repository with `daypass init`')
  const files = {
    ...(await initRepository(runs, join(folder, 'access'), url)),
    'catalog/example.yml': catalog,
    '.github/CODEOWNERS': codeowners,
    '.github/daypass.yml': `issuer: "${url}"\nticket: optional\n`,
    ...options.files,
  }
  tell('starting a local GitHub')
  const github = await startLocalGitHub({
    files,
    teams: ['orders', 'security'],
    teamPermissions: { orders: 'write', security: 'write' },
    people: [
      { login: 'rita', keys: [key], teams: ['orders'], permission: 'write' },
      { login: 'otto', teams: ['orders'], permission: 'write' },
      { login: 'olga', teams: ['orders'], permission: 'write' },
      { login: 'sam', teams: ['security'], permission: 'write' },
      { login: 'nora', permission: 'read' },
      { login: 'mallory', member: false, permission: 'read' },
    ],
    webhook: { url: `${url}/api/github/webhooks`, secret: webhookSecret },
    // No event reaches the server that the real app would not be sent.
    events: manifest().events,
    ...options.github,
  })
  const application = await startApplication({
    issuer: url,
    ...(options.refresh === undefined ? {} : { refresh: options.refresh }),
  })
  const config = (options.deployment ?? deployment)
    .replaceAll('{app}', application.url)
    .replaceAll('{repository}', String(github.repository.id))
    .replaceAll('{organisation}', String(github.lendingApp.organisation))
    .replaceAll('{lending-app}', String(github.lendingApp.id))
    .replaceAll(/\{team:([\w-]+)\}/g, (_, slug: string) => String(github.teamId(slug)))
    .replaceAll(/\{repository:([\w-]+)\}/g, (_, name: string) => String(github.repositoryId(name)))
  await writeFile(join(folder, 'daypass.config.yml'), config)
  const lends: Record<string, string> = config.includes('LENDING_KEY') ? { LENDING_KEY: github.privateKey } : {}
  const env = { ...serverEnvironment(folder, url, github), ...lends, ...options.env }
  if (options.emptyStore && !env.DATABASE_URL)
    await cp(options.emptyStore, join(folder, 'data', 'store'), { recursive: true })
  tell('starting Daypass')
  const stage = {
    github,
    application,
    server: await runs.start(env),
    folder,
    env,
    home,
    daypass: commandLine(runs, github, 'rita', home),
    equip: async (login: string) => {
      const theirs = join(folder, login)
      // As old as the keys that are there from the start: a new one counts only with a review.
      const created_at = new Date(Date.now() - 30 * 86_400_000).toISOString().replace(/\.\d+/, '')
      github.setKeys(login, [{ key: await makeKey(theirs, login), created_at }])
      return commandLine(runs, github, login, theirs)
    },
    restart: async () => {
      await stage.server.stop()
      stage.server = await runs.start(env)
    },
    stop: async () => {
      await stage.server.stop()
      await application.stop()
      await github.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/** How the server is started and the command line run. */
type Runs = {
  start(env: Record<string, string>): Promise<DaypassServer>
  run(args: string[], env: Record<string, string>): Promise<Answer>
}

async function runsOf({ inProcess, flags, now, ...options }: StageOptions): Promise<Runs> {
  const { start = (env) => startDaypass(env, flags) } = options
  if (!inProcess) return { start, run }
  const { hostDaypass, runInProcess } = await import('./in-process.ts')
  return { start: inProcess === 'commands' ? start : (env) => hostDaypass(env, now), run: runInProcess }
}

/** An SSH key in somebody's home folder; its public line. */
async function makeKey(home: string, login: string): Promise<string> {
  const key = generateSshKey(`${login}@example`)
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 })
  await writeFile(join(home, '.ssh', 'id_ed25519'), key.privateText, { mode: 0o600 })
  return key.publicLine
}

function commandLine(runs: Runs, github: LocalGitHub, login: string, home: string): Stage['daypass'] {
  // What `exec` starts writes to the standard output of its process.
  const running = (args: string[]) => (args[0] === 'exec' ? run : runs.run)
  return (...args) =>
    running(args)(args, { HOME: home, GITHUB_TOKEN: github.as(login).token, GITHUB_API_URL: github.url })
}

function serverEnvironment(folder: string, url: string, github: LocalGitHub): Record<string, string> {
  return {
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: webhookSecret,
    GITHUB_API_URL: github.url,
    PUBLIC_URL: url,
    HOST: '127.0.0.1',
    PORT: new URL(url).port,
    DAYPASS_ADMIN_PORT: '0',
    DAYPASS_DATA_DIR: join(folder, 'data'),
    DAYPASS_CONFIG: join(folder, 'daypass.config.yml'),
  }
}

async function initRepository(runs: Runs, folder: string, issuer: string): Promise<Record<string, string>> {
  const made = await runs.run(['init', folder, '--organisation', 'acme', '--team', 'orders', '--issuer', issuer], {})
  if (made.code !== 0) throw new Error(`daypass init failed:\n${made.stdout}${made.stderr}`)
  const files: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[path.slice(folder.length + 1)] = await readFile(path, 'utf8')
  }
  return files
}
