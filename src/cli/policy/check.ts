import { DaypassError } from '../../core/error.ts'
import { readTeamName } from '../../core/team-name.ts'
import { renderJudgement, renderJudgementJson, verdictOf } from './judgement-text.ts'
import type { AddPolicyCommand } from './subcommand.ts'

export type CheckOptions = { json?: boolean; deep?: boolean; lent?: string }

/** `daypass policy check`: judges an access repository before it comes into force. 0: nothing keeps it from that, 1: an error does. */
export const addPolicyCheck: AddPolicyCommand = (policy, deps, answer) => {
  policy
    .command('check')
    .description('judge catalog, policy, owners and settings before they come into force')
    .argument('[folder]', 'where the access repository is checked out', '.')
    .option('--deep', 'also look for rules that change nothing, which takes minutes')
    .option(
      '--lent <teams>',
      'teams that a connector lends, with those above and below them, such as @acme/dev,@acme/web: they must have no say',
    )
    .option('--json', 'answer as JSON')
    .action(async (folder: string, options: CheckOptions) => {
      const lent = teamsIn(options.lent)
      const how = { deep: options.deep === true, ...(lent.length > 0 ? { lent } : {}) }
      const judgement = await deps.checkPolicy(folder, how)
      deps.machine.stdout.write(options.json ? renderJudgementJson(judgement) : renderJudgement(judgement, folder))
      answer(verdictOf(judgement))
    })
}

/** Throws USAGE for what names no team: it would be found nowhere. */
function teamsIn(option = ''): readonly string[] {
  const names = option.split(',').flatMap((name) => name.trim() || [])
  const strange = names.find((name) => readTeamName(name) === undefined)
  if (strange === undefined) return names
  throw new DaypassError(
    'USAGE',
    `\`--lent\` names teams as @organisation/team, which ${JSON.stringify(strange)} is not.`,
  )
}
