import { codeownersIn, type GovernedTexts } from '../policy/governed-findings.ts'
import { settingsPath } from '../policy/governed-paths.ts'
import type { PolicyFinding } from '../policy/policy-finding.ts'
import { flawWords, type LoanFlaw, teamsNamedIn, textsThatName } from './never-lent.ts'

/** The same texts as they would be in force, each under its own path. */
export function proposedTextsThatName({
  texts,
  policy,
}: Pick<GovernedTexts, 'texts'> & { policy: ReadonlyMap<string, string> }): Map<string, string> {
  const named = textsThatName({ codeowners: undefined, policy, settings: undefined })
  for (const path of ['.github/CODEOWNERS', 'the newest CODEOWNERS', settingsPath]) named.delete(path)
  const owners = codeownersIn(texts)
  if (owners) named.set(owners.path, owners.text)
  return named.set(settingsPath, texts.get(settingsPath) ?? '')
}

/** What a change must not name, at its line. What the deployment file does wrong by itself is none of it. */
export function loanFindings(flaws: readonly LoanFlaw[]): PolicyFinding[] {
  return flaws.flatMap((flaw): PolicyFinding[] => {
    if (!flaw.named) return []
    const { path, line } = flaw.named
    return [{ path, line, column: 1, severity: 'error', code: 'LOAN_FORBIDDEN', message: flawWords(flaw) }]
  })
}

/** The same where teams are known by their names alone: which are above and below them has to be said with them. */
export function findingsByName(names: readonly string[], texts: ReadonlyMap<string, string>): PolicyFinding[] {
  const lent = new Set(names.map((name) => name.toLowerCase()))
  const named = teamsNamedIn(texts).filter(({ name }) => lent.has(name))
  return loanFindings(named.map((one) => ({ why: `${one.name} has a say`, named: one })))
}
