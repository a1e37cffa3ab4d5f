// The entry: the only place that touches this process. compose/ puts the parts together.
import { constants } from 'node:os'
import { thisMachine } from './cli/machine.ts'
import { runCommand } from './compose/command-line.ts'

const now = (): Date => new Date()

// Whoever reads has had enough, as `head` has: a program that nobody listens to ends as by SIGPIPE. A server goes on.
const [command] = process.argv.slice(2)
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (command !== 'serve') process.exit(128 + constants.signals.SIGPIPE)
  })

process.exitCode = await runCommand(process.argv.slice(2), { env: process.env, machine: thisMachine(), now })
