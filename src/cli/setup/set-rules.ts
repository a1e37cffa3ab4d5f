import { lookingAgain } from './new-repository.ts'
import { fullNameOf, type Parts } from './parts.ts'
import { type RulesetStep, stepFor, type WantedRuleset, wantedRulesets } from './rulesets.ts'

/** The three rulesets, with the operator's own rights: the app has none to change them. Looks at each once more when it is done. */
export async function setRules(parts: Parts, app: number): Promise<void> {
  const { asked, github, say } = parts
  const found = await github.rulesets(asked.organisation, asked.repository)
  for (const wanted of wantedRulesets(app)) {
    const step = stepFor(wanted, found)
    if (step.does === 'nothing') continue
    await lookingAgain(
      () => act(parts, wanted, step),
      async () => {
        const now = await github.rulesets(asked.organisation, asked.repository)
        return stepFor(wanted, now).does === 'nothing' ? true : undefined
      },
    )
    say(`${step.does === 'make' ? 'made' : 'put right'} the ruleset «${wanted.name}» of ${fullNameOf(asked)}`)
  }
}

async function act({ asked, github }: Parts, wanted: WantedRuleset, step: RulesetStep): Promise<void> {
  const { organisation, repository } = asked
  if (step.does === 'make') await github.makeRuleset(organisation, repository, wanted)
  if (step.does === 'change') await github.changeRuleset(organisation, repository, step.id, wanted)
}
