import { renderJudgement, renderJudgementJson, verdictOf } from './judgement-text.ts'
import type { AddPolicyCommand } from './subcommand.ts'

export type CheckOptions = { json?: boolean; deep?: boolean }

/** `daypass policy check`: judges an access repository before it comes into force. 0: nothing keeps it from that, 1: an error does. */
export const addPolicyCheck: AddPolicyCommand = (policy, deps, answer) => {
  policy
    .command('check')
    .description('judge catalog, policy, owners and settings before they come into force')
    .argument('[folder]', 'where the access repository is checked out', '.')
    .option('--deep', 'also look for rules that change nothing, which takes minutes')
    .option('--json', 'answer as JSON')
    .action(async (folder: string, options: CheckOptions) => {
      const judgement = await deps.checkPolicy(folder, { deep: options.deep === true })
      deps.machine.stdout.write(options.json ? renderJudgementJson(judgement) : renderJudgement(judgement, folder))
      answer(verdictOf(judgement))
    })
}
