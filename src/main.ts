// The entry: the only place that touches this process. compose/ puts the parts together.
import { thisMachine } from './cli/machine.ts'
import { runCommand } from './compose/command-line.ts'

const now = (): Date => new Date()

process.exitCode = await runCommand(process.argv.slice(2), { env: process.env, machine: thisMachine(), now })
