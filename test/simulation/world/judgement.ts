// What judging governed files finds, computed from what they say.
import type { Flip } from '../../../src/core/lint/effect-flips.ts'
import type { Judgement } from '../../../src/core/lint/judgement.ts'
import { type Files, isLooser, isStricter, ownersIn, rulesIn, rulesPath } from './governed-files.ts'

const flip = (comparison: Flip['comparison']): Flip => ({
  ...{ comparison, role: 'member', kind: 'plain', actions: ['read'], resources: ['some'], issues: [] },
  ...{ before: 'so', after: 'otherwise' },
})

/** `before` and `after`: the governed texts of both sides. */
export function judgement(before: Files, after: Files): Judgement {
  if (!rulesIn(after)) {
    const place = { path: rulesPath, line: 1, column: 1 }
    return { findings: [{ ...place, severity: 'error', code: 'POLICY_INVALID', message: 'Half a line is no policy.' }] }
  }
  const widened = ownersIn(after, 'policies').filter((login) => !ownersIn(before, 'policies').includes(login))
  const [looser, stricter] = [isLooser(before, after), isStricter(before, after)]
  const flips = [...(looser ? [flip('looser')] : []), ...(stricter ? [flip('stricter')] : [])]
  return { findings: [], flips, widened: widened.map((login) => `${login} comes to own the rules.`) }
}
