import type { GovernanceRecord } from '../../core/governance/governance-record.ts'
import type { KnownGovernance } from '../../ports/releasing.ts'
import { plain } from '../plain-text.ts'
import type { AddPolicyCommand } from './subcommand.ts'

export type ReleaseOptions = { json?: boolean }

/** `daypass policy release`: what is in force, and what is held; with a digest, lets that in. 0: done. */
export const addPolicyRelease: AddPolicyCommand = (policy, deps) => {
  policy
    .command('release')
    .description('show which rules are in force and which are held, or let held ones in')
    .argument('[digest]', 'of what is held, or how it begins (default: show what is held)')
    .option('--json', 'answer as JSON')
    .action(async (digest: string | undefined, { json }: ReleaseOptions) => {
      const releasing = await deps.openReleasing()
      try {
        const known = digest === undefined ? await releasing.list() : [await releasing.release(digest)]
        const words = digest === undefined ? listed(known) : known.map(released).join('')
        deps.machine.stdout.write(json ? `${JSON.stringify(known, null, 2)}\n` : words)
      } finally {
        await releasing.close()
      }
    })
}

function listed(known: readonly KnownGovernance[]): string {
  if (known.length === 0) return 'No rules are known here yet.\n'
  return known.map(({ repository, governance }) => `repository ${repository}\n${lines(governance)}`).join('\n')
}

function lines({ inForce, newest }: GovernanceRecord): string {
  const now = inForce
    ? `  in force  ${inForce.digest} since ${inForce.since} (${inForce.verdict}${inForce.brought ? `, #${inForce.brought.pull}` : ''})\n`
    : '  in force  nothing yet\n'
  if (!newest) return now
  const why = newest.why.map((words) => `            ${plain(words)}\n`).join('')
  const what = newest.state === 'guarded' ? 'held' : newest.state
  return `${now}  ${what.padEnd(9)} ${newest.digest} since ${newest.since}\n${why}`
}

function released({ repository, governance: { newest } }: KnownGovernance): string {
  return `${newest?.digest} comes into force in repository ${repository}, whatever it ends.\n`
}
