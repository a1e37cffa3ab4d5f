import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { explainDecisions, isBorneOut } from './explain-decisions.ts'
import { renderExplained, renderExplainedJson } from './explain-text.ts'
import { namesIn, openRecorded } from './recorded.ts'
import { requestNamed } from './request-name.ts'
import type { AddPolicyCommand } from './subcommand.ts'

export type ExplainOptions = { from: string; policies?: string; json?: boolean }

/**
 * `daypass policy explain`: what was decided about a request, by what, whether that is borne out, and what another policy would say. 0:
 * nothing contradicts it, 1: something does.
 */
export const addPolicyExplain: AddPolicyCommand = (policy, deps, answer) => {
  policy
    .command('explain')
    .description('show what decided about a request, whether it can be made again, and what would be said today')
    .argument('<request>', 'its address, or owner/repository#42; a number alone with DAYPASS_REPOSITORY')
    .option('--from <place>', '`store`, or a file that `daypass audit export --decisions` wrote', 'store')
    .option('--policies <folder>', 'what the policy in this folder would say (default: the newest that decided there)')
    .option('--json', 'answer as JSON')
    .action(async (request: string, options: ExplainOptions) => answer(await explain(deps, request, options)))
}

async function explain(deps: CliDeps, request: string, { from, policies, json }: ExplainOptions): Promise<number> {
  const other = policies === undefined ? undefined : await deps.readPolicies(policies)
  const recorded = await openRecorded(deps, from)
  try {
    const key = requestNamed(request, recorded.repositories, deps.env)
    const replay = await deps.openReplay()
    try {
      const explained = await explainDecisions({ replay, recorded }, key, other)
      const nameOf = namesIn(recorded)
      if (explained.decisions.length === 0 && explained.gone === 0) throw nothing(nameOf(key))
      const ok = isBorneOut(explained)
      const { stdout } = deps.machine
      stdout.write(json ? renderExplainedJson(explained, nameOf, ok) : renderExplained(explained, nameOf))
      return ok ? 0 : 1
    } finally {
      await replay.close()
    }
  } finally {
    await recorded.close()
  }
}

function nothing(where: string): DaypassError {
  return new DaypassError(
    'DECISION_MISSING',
    'No decision of this request is kept here: none was made, or it is older than `keep_decisions_for`.',
    { where },
  )
}
