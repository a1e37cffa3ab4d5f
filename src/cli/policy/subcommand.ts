import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'

/** Adds a subcommand of `daypass policy`. `answer` tells an exit code other than 0. */
export type AddPolicyCommand = (policy: Command, deps: CliDeps, answer: (exitCode: number) => void) => void
