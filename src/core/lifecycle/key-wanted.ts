import type { Finding } from '../record.ts'
import { renderKeyWanted } from '../rendering/keys-shown.ts'
import { answers, saidAfter } from './answering.ts'
import type { CaseFile, Step } from './plan.ts'
import type { Said } from './read-commands.ts'
import type { SeenIssue } from './steps.ts'

/** So often one request asks for a key; whoever tries that often reads the status. */
const mostKeyWanted = 5

/** What only the requester can mend is told them in a new comment too, where the status is there already: of an edit GitHub tells nobody. */
export function withKeyWanted({ record, now }: CaseFile, { isShown }: SeenIssue, before: Said, steps: Step[]): Step[] {
  const isKey = ({ code }: Finding) => code.startsWith('KEY_')
  const at = steps.findLastIndex((step) => step.do === 'save' && step.change.set?.findings?.some(isKey))
  const step = steps[at]
  const finding = step?.do === 'save' ? step.change.set?.findings?.find(isKey) : undefined
  const isKnown = record.findings.some(({ code, message }) => code === finding?.code && message === finding.message)
  if (!finding || isKnown || !isShown) return steps
  const wanted = { once: 'key-wanted', most: mostKeyWanted, body: renderKeyWanted(record, finding) }
  return [...steps.slice(0, at + 1), ...answers(saidAfter(before, steps), [wanted], now), ...steps.slice(at + 1)]
}
