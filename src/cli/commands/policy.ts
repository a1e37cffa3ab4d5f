import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { addPolicyCheck } from '../policy/check.ts'
import { addPolicyExplain } from '../policy/explain.ts'
import { addPolicyRelease } from '../policy/release.ts'
import { addPolicyReplay } from '../policy/replay.ts'
import type { AddPolicyCommand } from '../policy/subcommand.ts'
import { addPolicyTest } from '../policy/test.ts'

/** Each has its file in src/cli/policy/, in the order in which help shows them. */
const subcommands: readonly AddPolicyCommand[] = [
  addPolicyCheck,
  addPolicyTest,
  addPolicyReplay,
  addPolicyExplain,
  addPolicyRelease,
]

/** `daypass policy …`: whether a policy is right, what it decided, and what it would. */
export function addPolicyCommands(program: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  const policy = program.command('policy').description('judge a policy, and look at what it decided')
  policy.helpCommand('help [command]', 'show help for a command')
  for (const add of subcommands) add(policy, deps, answer)
}
