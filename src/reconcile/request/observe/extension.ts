import { DaypassError } from '../../../core/error.ts'
import { errorCodes } from '../../../core/error-codes.ts'
import { extendedRequest } from '../../../core/lifecycle/decide-extension.ts'
import type { Reading } from '../../../core/lifecycle/plan.ts'
import { readCommands } from '../../../core/lifecycle/read-commands.ts'
import type { SeenIssue } from '../../../core/lifecycle/steps.ts'
import type { RequestRecord } from '../../../core/record.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'
import { isUnderOtherRules } from './ask-standing.ts'
import { readAndDecide } from './read-and-evaluate.ts'
import { observeVotes, votingFor } from './votes.ts'

/** For a grant that lives: the votes on its extension, or the decision about one that was just asked for. */
export async function observeExtension(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  seen: SeenIssue,
  { now, told }: { now: Date; told: number },
): Promise<Pick<SeenIssue, 'voting' | 'reading'>> {
  // What cannot go on here ends, whatever is asked for and whatever goes wrong in deciding that.
  if (seen.ineligible) return {}
  if (record.extension)
    return record.extension.approved !== undefined
      ? {}
      : observeVotes(ports, {
          ...{ record, on: 'extension', issue, now, told },
          anew: await isUnderOtherRules(ports, record, record.extension.decision),
        })
  const { extend, leave } = readCommands(record, seen)
  if (!extend || leave || !record.request || !record.grant) return {}
  const request = extendedRequest(record.request, record.grant, extend)
  // The order itself cannot be read: it is answered, and nothing is decided.
  if ('flaw' in request) return {}
  const reading = await readAndDecide(ports, { record, issue, now, request, approved: false })
  tryAgainLater(reading, record)
  return { reading, ...(await votingFor(ports, record, reading)) }
}

const mostTries = 5

/** An order is answered once, so it is not refused for what may have passed in a moment: the whole look is repeated. */
function tryAgainLater(reading: Reading, { tries }: RequestRecord): void {
  if (reading.kind !== 'undecided' || tries >= mostTries) return
  const finding = reading.findings.find(({ code }) => errorCodes[code].failure === 'evaluation')
  if (finding) throw new DaypassError(finding.code, finding.message)
}
