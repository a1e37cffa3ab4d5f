import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'

/** A subcommand of `daypass policy`; its file lies in src/cli/policy/. `answer` tells an exit code other than 0. */
export type AddPolicyCommand = (policy: Command, deps: CliDeps, answer: (exitCode: number) => void) => void

/** In the order in which help shows them. */
const subcommands: readonly AddPolicyCommand[] = []

/** `daypass policy …`: whether a policy is right, what it decided, and what it would. */
export function addPolicyCommands(program: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  // There is nothing in it yet.
  if (subcommands.length === 0) return
  const policy = program.command('policy').description('look at what a policy decided, and at what it would')
  policy.helpCommand('help [command]', 'show help for a command')
  for (const add of subcommands) add(policy, deps, answer)
}
