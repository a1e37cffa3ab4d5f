import { DaypassError } from '../../core/error.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import { progressOn } from '../audit/progress-line.ts'
import type { CliDeps } from '../deps.ts'
import { openRecorded, type Recorded, type Repository } from './recorded.ts'
import { isBorneOut, replayDecisions } from './replay-decisions.ts'
import { renderReplay, renderReplayJson } from './replay-text.ts'
import type { AddPolicyCommand } from './subcommand.ts'

export type ReplayOptions = { from: string; last?: string; policies?: string; repository?: string; json?: boolean }

/**
 * `daypass policy replay`: asks recorded decisions again, the texts that made them or another policy, and compares byte for byte. 0: no
 * answer is another, 1: one is, or cannot be told.
 */
export const addPolicyReplay: AddPolicyCommand = (policy, deps, answer) => {
  policy
    .command('replay')
    .description('ask recorded decisions again, and compare the answers byte for byte')
    .option('--from <place>', '`store`, or a file that `daypass audit export --decisions` wrote', 'store')
    .option('--last <number>', 'the newest so many (default: all that are kept)')
    .option('--policies <folder>', 'ask the policy in this folder, and not the texts that decided')
    .option('--repository <repository>', 'only decisions of this access repository, such as acme/access')
    .option('--json', 'answer as JSON')
    .action(async (options: ReplayOptions) => answer(await replay(deps, options)))
}

async function replay(deps: CliDeps, { from, last, policies, repository, json }: ReplayOptions): Promise<number> {
  const wanted = countOf(last)
  const other = policies === undefined ? undefined : await deps.readPolicies(policies)
  const recorded = await openRecorded(deps, from)
  try {
    const only = repository === undefined ? undefined : repositoryNamed(recorded.repositories, repository).id
    const asking = await deps.openReplay()
    try {
      const progress = progressOn(deps.machine.stderr, deps.now, 'decisions')
      const which = { last: wanted, repository: only, other }
      const report = await replayDecisions({ replay: asking, recorded, progress }, which)
      const ok = isBorneOut(report)
      const nameOf = namesIn(recorded)
      deps.machine.stdout.write(json ? renderReplayJson(report, nameOf, ok) : renderReplay(report, nameOf))
      return ok ? 0 : 1
    } finally {
      await asking.close()
    }
  } finally {
    await recorded.close()
  }
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new DaypassError('USAGE', 'How many is a whole number above zero.', { where: '--last' })
}

/** The repository of this name among those that are known. Throws USAGE. */
export function repositoryNamed(repositories: readonly Repository[], wanted: string): Repository {
  const found = repositories.find(({ id, name }) => name.toLowerCase() === wanted.toLowerCase() || `${id}` === wanted)
  if (found) return found
  const known = repositories.map(({ name }) => name).join(', ')
  throw new DaypassError('USAGE', `No access repository of that name is known here. There is ${known || 'none'}.`, {
    where: wanted,
  })
}

/** How requests are called: `owner/name#issue`. */
export function namesIn({ repositories }: Recorded): (key: RequestKey) => string {
  const names = new Map(repositories.map(({ id, name }) => [id, name]))
  return (key) => {
    const name = names.get(key.repository)
    return name ? `${name}#${key.issue}` : formatKey(key)
  }
}
