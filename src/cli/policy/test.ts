import { renderJudgementJson, renderTests, verdictOf } from './judgement-text.ts'
import type { AddPolicyCommand } from './subcommand.ts'

export type TestOptions = { json?: boolean }

/** `daypass policy test`: types, format, tests and what they reach. 0: all is well, 1: an error was found. */
export const addPolicyTest: AddPolicyCommand = (policy, deps, answer) => {
  policy
    .command('test')
    .description('run the tests of a policy as Daypass would, and say what they reach')
    .argument('[folder]', 'where the access repository is checked out', '.')
    .option('--json', 'answer as JSON')
    .action(async (folder: string, options: TestOptions) => {
      const judgement = await deps.testPolicy(folder)
      deps.machine.stdout.write(options.json ? renderJudgementJson(judgement) : renderTests(judgement, folder))
      answer(verdictOf(judgement))
    })
}
