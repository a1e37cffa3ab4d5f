import { markerOf } from '../comment-marker.ts'
import { showInstant } from '../instant.ts'
import type { Approval } from '../review/approval.ts'
import { subject } from './facts.ts'
import { fitted, page } from './page.ts'
import { calls, mentions, mostNames } from './people.ts'
import { stillNeeded, votesWords } from './waiting.ts'

/**
 * The one reminder on the grant pull request, for people who can say yes and have not, and for those whom the settings name for
 * this case. Pure; at most 60 000 bytes.
 */
export function renderReminder(
  approval: Approval,
  people: readonly { login: string }[],
  escalateTo: readonly string[] = [],
): string {
  const { lapsesAt } = approval
  const until = lapsesAt ? ` If nobody decides until ${showInstant(lapsesAt)}, the request lapses.` : ''
  const call = people.length > 0 ? `${mentions(people.slice(0, mostNames))}: a` : 'A'
  return fitted((room) =>
    page(
      `${markerOf('reminder', approval.key)}\n### ${[votesWords(approval), ...subject(approval, room)].join(' · ')}`,
      `${call}pprove to say yes, request changes to say no.${until}`,
      escalateTo.length > 0 ? `For your attention, nobody has decided yet: ${calls(escalateTo)}.` : '',
      `Still needed:\n\n${stillNeeded(approval, room)}`,
    ),
  )
}
