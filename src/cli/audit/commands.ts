import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { type ExportOptions, exportTrail } from './export.ts'
import { type ForgetOptions, forget } from './forget.ts'
import { type ShowOptions, showRequest } from './show.ts'
import { type VerifyOptions, verify } from './verify.ts'

const issueUrl = 'address of the request, such as https://github.com/acme/access/issues/42'

/** `daypass audit …`: whether the trail can be believed, and what it says. */
export function addAuditCommands(program: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  const audit = program.command('audit').description('check the trail of requests, show and export it')
  audit.helpCommand('help [command]', 'show help for a command')
  audit
    .command('verify')
    .description('check that nothing of the trail was changed, left out or moved')
    .argument('[issue-url]', `${issueUrl}; with one of the options, also compared with that`)
    .option('--store', "the whole store, with a server's environment")
    .option('--export <file>', 'a file that `daypass audit export` wrote')
    .option('--checkpoints <clone>', 'compared with a clone of the branch `checkpoints` too')
    .option('--json', 'answer as JSON')
    .action(async (url: string | undefined, options: VerifyOptions) => answer(await verify(deps, url, options)))
  audit
    .command('show')
    .description('show one request: who, what, when, why, on whose word, and how its end was proved')
    .argument('[issue-url]', issueUrl)
    .option(
      '--store <request>',
      'from the store instead, as <repository number>#<issue number>, with names; #0: what concerns the whole repository',
    )
    .option('--json', 'answer as JSON')
    .action(async (url: string | undefined, options: ShowOptions) => answer(await showRequest(deps, url, options)))
  audit
    .command('export')
    .description('write the trail as JSON lines that can be verified anywhere')
    .option('--repository <number>', 'the chain of one access repository alone')
    .option('--csv', 'for a spreadsheet, with the names that are known')
    .option('--decisions', 'also what decisions were made of: it names people, with their reasons')
    .option('--json', 'JSON lines, as without it')
    .action((options: ExportOptions) => exportTrail(deps, options))
  audit
    .command('forget')
    .description('blank a person in everything that is over; the trail goes on fitting')
    .argument('<user>', 'their number on GitHub')
    .option('--json', 'answer as JSON')
    .action(async (user: string, options: ForgetOptions) => answer(await forget(deps, user, options)))
}
