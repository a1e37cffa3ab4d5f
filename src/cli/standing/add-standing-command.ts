import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { type StandingOptions, scanStanding } from './scan.ts'

/** `daypass standing …`. */
export function addStandingCommand(program: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  program
    .command('standing')
    .description('look who has rights for good, which just-in-time access is there to replace')
    .command('scan')
    .description(
      'list who can write or administer, with your own GitHub token; 1: rights have grown since the last scan',
    )
    .option('--organisation <name>', 'its owners, teams, and the roles and keys on its repositories')
    .option('--connector <name...>', 'also the login roles in the database of a connector of type postgres')
    .option('--out <file>', 'keep the scan there, and compare with the one that is there')
    .option('--json', 'answer as JSON')
    .action(async (options: StandingOptions) => answer(await scanStanding(deps, options)))
}
