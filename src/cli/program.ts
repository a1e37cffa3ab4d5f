import { Command, CommanderError } from 'commander'
import { DaypassError } from '../core/error.ts'
import { addAuditCommands } from './audit/commands.ts'
import { addCatalogCommand } from './catalog/add-catalog-command.ts'
import { type AdoptOptions, adopt } from './commands/adopt.ts'
import { type ConnectorOptions, connector } from './commands/connector.ts'
import { type DoctorOptions, doctor } from './commands/doctor.ts'
import { type ExecOptions, exec } from './commands/exec.ts'
import { type InitOptions, init } from './commands/init.ts'
import { keys } from './commands/keys.ts'
import { type LockdownOptions, lockdown } from './commands/lockdown.ts'
import { type OpaOptions, opa } from './commands/opa.ts'
import { type OpenOptions, open, token } from './commands/open.ts'
import { addPolicyCommands } from './commands/policy.ts'
import { type TrustOptions, trust } from './commands/trust.ts'
import { type WhoseOptions, whose } from './commands/whose.ts'
import type { CliDeps } from './deps.ts'
import { failureOf, renderFailure, renderFailureJson } from './failure.ts'
import { addRequestCommand, withAsking } from './request-command.ts'
import { addSetupCommand } from './setup-command.ts'
import { addStandingCommand } from './standing/add-standing-command.ts'
import { withHarmlessOutput } from './terminal-output.ts'

const collect = (file: string, files: string[] | undefined): string[] => [...(files ?? []), file]
const issueUrl = 'address of the request, such as https://github.com/acme/access/issues/42'
const jsonText = 'answer as JSON'
const execUsage =
  '[options] <issue-url> -- <command...>\n       daypass exec [options] <resource> <actions> <duration> --reason <text> -- <command...>\n       daypass exec [options] -- <command...>   (in a job, with DAYPASS_CREDENTIAL)'

/** Tells the outcome of a command that is more than "it worked". */
type Answer = (exitCode: number) => void

function addServerCommands(program: Command, deps: CliDeps, answer: Answer): void {
  addSetupCommand(program, deps, answer)
  program
    .command('serve')
    .description('run the server; its settings come from the environment')
    .action(() => deps.serve())
  program
    .command('doctor')
    .description('look at everything a server needs and say what is to be put right')
    .option('--rehearse', 'also open, merge and remove one trial request in each access repository')
    .option(
      '--connector <name>',
      'only this connector: its target is asked, and a lease of nobody begun and ended there',
    )
    .option('--notice <place>', 'only this place for notices: it is sent one for a trial')
    .option(
      '--first-contact [repository]',
      'ask this GitHub, in a repository for trials, what only the real one can answer',
    )
    .option('--issues <number>', 'with --first-contact: how many issues to open and close', '20')
    .option('--mention <team>', 'with --first-contact: also mention this team once, as @organisation/team')
    .option('--output <file>', 'with --first-contact: where the answers go', 'first-contact.json')
    .option('--yes', 'with --first-contact: do not ask before writing')
    .option('--json', jsonText)
    .action(async (options: DoctorOptions) => answer(await doctor(deps, options)))
  addCatalogCommand(program, deps, answer)
  addStandingCommand(program, deps, answer)
  program
    .command('connector')
    .description('print what to run at the target of a connector, so that Daypass can give access there')
    .argument('<kind>', 'the kind of connector, such as postgres')
    .option('--sql', 'as SQL for psql')
    .option('--name <connector>', 'which connector of the deployment file, where it has several of the kind')
    .action((kind: string, options: ConnectorOptions) => connector(deps, kind, options))
  program
    .command('adopt')
    .description('end what a lost store of this app began, so that granting goes on')
    .option('--store <id>', 'the id of the lost store, as the log and /readyz name it')
    .option('--trail <repository>', 'number of a repository whose trail goes on without what was seen of it elsewhere')
    .option('--json', jsonText)
    .action((options: AdoptOptions) => adopt(deps, options))
  program
    .command('lockdown')
    .description('let no access begin, be extended or be renewed, until it is lifted; ends go on')
    .option('--connector <name>', 'only what this connector gives')
    .option('--resource <id>', 'only access to this resource, in every repository')
    .option('--person <login>', 'only the access of this person, by login or by number on GitHub')
    .option('--why <text>', 'the reason, which the trail keeps for ever')
    .option('--lift <number>', 'lift this lockdown, or `all`')
    .option('--list', 'show the lockdowns in force')
    .option('--json', jsonText)
    .action((options: LockdownOptions) => lockdown(deps, options))
  program
    .command('whose')
    .description('say which request the access came from that left a role, a token or a key somewhere')
    .argument(
      '<trace>',
      'a role or user of a target (`jit_…`), a log line with one, an access token, its `grant_id`, or an SSH fingerprint',
    )
    .option('--at <instant>', 'of several, what lived then: as 2026-11-28T14:50:00Z')
    .option('--json', jsonText)
    .action(async (trace: string, options: WhoseOptions) => answer(await whose(deps, trace, options)))
  program
    .command('keys')
    .description('print fresh private signing keys, for DAYPASS_SIGNING_KEYS')
    .action(() => keys(deps))
  program
    .command('opa')
    .description('say which opa compiles policies here, or fetch the official one')
    .option('--fetch', 'fetch the official build for this machine, unless it is there already')
    .option('--from <place>', 'fetch it from this https address, folder of a mirror (ends in "/") or file')
    .option('--json', jsonText)
    .action((options: OpaOptions) => opa(deps, options))
  program
    .command('init')
    .description('write an access repository, or renew its issue form from the catalog')
    .argument('[directory]', 'where the repository is checked out', '.')
    .option('--issuer <url>', 'address of the Daypass that serves it')
    .option('--organisation <name>', 'your organisation on GitHub', 'acme')
    .option('--team <name>', 'team that owns the example and the rules', 'access-owners')
    .option('--form', 'renew the issue form and nothing else')
    .option('--workflow', 'write the workflow that proposes what the catalog lacks, and nothing else')
    .option('--source <url>', 'with --workflow: the repository that it gets Daypass from')
    .option('--commit <sha>', 'with --workflow: the one commit of it that is run, with all 40 digits')
    .option('--import <line>', 'with --workflow: what follows `daypass catalog import`, repeatable', collect)
    .option('--force', 'replace files that are there')
    .option('--json', jsonText)
    .action((directory: string, options: InitOptions) => init(deps, directory, options))
}

function addUserCommands(program: Command, deps: CliDeps, answer: Answer): void {
  const asks = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option(
        '-i, --identity <file>',
        'SSH private key to open with, repeatable (default: ~/.ssh/id_ed25519, ~/.ssh/id_rsa)',
        collect,
      )
  const withKeys = (name: string, description: string): Command =>
    asks(name, description).argument('<issue-url>', issueUrl)
  addRequestCommand(asks('request', 'ask for access: opens the request as you'), deps, answer)
  withKeys('open', 'open the credential of a request and show what it is for')
    .option('--json', jsonText)
    .option('--env', 'print lines for a shell: eval "$(daypass open --env <issue-url>)"')
    .action((url: string, options: OpenOptions) => {
      if (options.json && options.env)
        throw new DaypassError('USAGE', 'One of --json and --env is enough. Leave the other out.', { where: 'open' })
      return open(deps, url, options)
    })
  asks('token', 'print one fresh access token')
    .argument('[issue-url]', `${issueUrl}; in a job, absent: DAYPASS_CREDENTIAL has the credential`)
    .option('--json', jsonText)
    .action((url: string | undefined, options: OpenOptions) => token(deps, url, options))
  withAsking(
    asks(
      'exec',
      'run a program with the access: a token kept fresh in DAYPASS_TOKEN_FILE, or a login as psql takes it',
    ),
  )
    .usage(execUsage)
    .argument('<issue-url>', `${issueUrl}; or a resource, its actions and a duration to ask for first`)
    .argument(
      '[command...]',
      'after "--": the program and its arguments; all that there is in a job, with DAYPASS_CREDENTIAL',
    )
    .option('--keep', 'keep what was asked for when the program ends, instead of handing it back')
    .option('--url', 'give the program a login as one address, too (DATABASE_URL): environments leak')
    .option('--with-github-token', 'leave your GitHub token (GH_TOKEN and the like) in the environment of the program')
    .action(async (target: string, rest: string[], options: ExecOptions) =>
      answer(await exec(deps, target, rest, options)),
    )
  program
    .command('trust')
    .description('trust a Daypass and its keys on this machine')
    .argument('<url>', 'address of the Daypass, such as https://daypass.acme.example')
    .option('--repository <repository>', 'also bind an access repository to it, such as acme/access')
    .option('--replace', 'forget what was trusted before, after its operators confirmed the change')
    .option('--json', jsonText)
    .action((url: string, options: TrustOptions) => trust(deps, url, options))
}

/** The command line as commander sees it. Parsing throws CommanderError for wrong use, and what the commands throw. */
export function createProgram(deps: CliDeps, answer: Answer): Command {
  const { stdout, stderr } = deps.machine
  const program = new Command('daypass')
    .description('Just-in-time access, run from GitHub: asked for in an issue, decided by policy, ended and proved.')
    .version(deps.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    // Fixed, so that help reads the same in a terminal, a pipe and a document.
    .configureHelp({ helpWidth: 100 })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: () => {},
    })
  program.addHelpText(
    'after',
    '\nYou need access? Ask, wait and open it in one line:\n  daypass request orders-db read 2h --reason "incident 4711" --wait\n\nYou asked for access in an issue and it is ready? Open it:\n  daypass open https://github.com/acme/access/issues/42\n\nExit codes: 0 yes, 1 a clear no, 2 wrong use.',
  )
  program.commandsGroup('For those who asked for access:')
  addUserCommands(program, deps, answer)
  program.helpCommand('help [command]', 'show help for a command')
  program.commandsGroup('For those who check:')
  addAuditCommands(program, deps, answer)
  addPolicyCommands(program, deps, answer)
  program.commandsGroup('For those who run Daypass:')
  addServerCommands(program, deps, answer)
  return program
}

/** Whether the user asked for JSON, however wrong the rest of the line is; what follows "--" is another program's. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).includes('--json')
}

/** commander's complaint as ours. Undefined: help or version was asked for and is printed already. */
function usageError(thrown: CommanderError): DaypassError | undefined {
  if (thrown.exitCode === 0) return undefined
  const complaint = thrown.message.replace(/^error: /, '').replace(/\.?$/, '.')
  return new DaypassError(
    'USAGE',
    `${complaint[0]?.toUpperCase()}${complaint.slice(1)} Run \`daypass --help\` for what there is.`,
    { cause: thrown },
  )
}

/**
 * Runs one command line (`args` without node and script) and returns its exit code: 0 yes, 1 a clear no, 2 wrong use; of
 * `exec` that of the program. Never throws: errors go to stderr, or with --json to stdout as `{"error": {code, message, where}}`.
 */
export async function runProgram(args: readonly string[], given: CliDeps): Promise<number> {
  const deps = { ...given, machine: withHarmlessOutput(given.machine) }
  let exitCode = 0
  const program = createProgram(deps, (code) => {
    exitCode = code
  })
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true })
      return 2
    }
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (thrown) {
    const error = thrown instanceof CommanderError ? usageError(thrown) : thrown
    if (error === undefined) return 0
    const failure = failureOf(error)
    if (wantsJson(args)) deps.machine.stdout.write(renderFailureJson(failure))
    else deps.machine.stderr.write(renderFailure(failure))
    return failure.exitCode
  }
}
