import type { Command } from 'commander'
import { askingOf, type RequestOptions, request } from './commands/request.ts'
import type { CliDeps } from './deps.ts'

/** The options that say what is asked for, where and why. */
export function withAsking(command: Command): Command {
  return command
    .option('--reason <text>', 'what it is for; those who approve read it')
    .option('--ticket <number>', 'the ticket that this belongs to, where the form asks for one')
    .option('--operation <address>', 'the commit or the workflow run that it is for, where the resource asks for one')
    .option(
      '--repository <repository>',
      'access repository to ask in, such as acme/access (default: DAYPASS_REPOSITORY, else the only one that this machine trusts)',
    )
}

export function addRequestCommand(command: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  withAsking(command)
    .argument('<resource>', 'what you need access to, such as orders-db')
    .argument('<actions>', 'what you need to do there, separated by commas, such as read,dump')
    .argument('<duration>', 'how long, such as 30m or 2h; it ends by itself')
    .option('--wait', 'wait for the answer and open the credential')
    .option('--json', 'answer as JSON')
    .action(async (resource: string, actions: string, duration: string, options: RequestOptions) =>
      answer(await request(deps, askingOf(resource, actions, duration, options), options)),
    )
}
