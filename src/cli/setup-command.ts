import type { Command } from 'commander'
import type { CliDeps } from './deps.ts'
import type { SetupOptions } from './setup/asked.ts'

/** Adds `daypass setup`. What it is made of is loaded with it: nobody needs it twice. */
export function addSetupCommand(program: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  program
    .command('setup')
    .description('make access repository, GitHub App, rulesets and the files of the server, in a few minutes')
    .option('--organisation <name>', 'your organisation on GitHub')
    .option('--team <name>', 'team that owns the example and the rules')
    .option('--url <url>', 'address under which GitHub and your people will reach the server')
    .option('--repository <name>', 'name of the access repository (default: access)')
    .option('--app-name <name>', 'name of the GitHub App (default: "Daypass" and the organisation)')
    .option('--out <folder>', 'where keys and settings of the server go', './daypass')
    .option('--resume', 'go on with what was begun in that folder')
    .option('--paste', 'take what GitHub answers from this terminal, where no browser can reach this machine')
    .option('--adopt', 'use a repository that is there: what it lacks is added, nothing in it is replaced')
    .option('--json', 'answer as JSON')
    .action(async (options: SetupOptions) => {
      const { setup } = await import('./commands/setup.ts')
      answer(await setup(deps, options))
    })
}
