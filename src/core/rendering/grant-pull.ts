import { isCanonicalRequest } from '../../generated/validators.js'
import { grantMarkerOf } from '../comment-marker.ts'
import { requestDigest } from '../digest.ts'
import { code, fold } from '../markdown.ts'
import { grantBranchOf, ledgerBranch } from '../request/branch-names.ts'
import { requestFile, requestPath } from '../request/request-file.ts'
import type { Approval } from '../review/approval.ts'
import { digestLines, factsTable, showDuration, subject } from './facts.ts'
import { keysFold } from './keys-shown.ts'
import { fitted, page, widest } from './page.ts'
import { mentions } from './people.ts'
import { neededApprovals, reasons } from './refusal.ts'
import { titleOf } from './title.ts'

export type GrantPullContext = {
  /** Who is asked to review, and called by name; absent: those of `pull`. */
  asked?: readonly { login: string }[]
}

export type GrantPullText = {
  title: string
  body: string
  branch: string
  base: string
  /** The one file that it adds, and the whole text of it. */
  path: string
  file: string
}

const howToVote =
  'Approve this pull request to say yes; request changes to say no. What is approved is what stands here: if the request ' +
  'changes, everybody is asked again. Daypass merges when all who are needed have said yes.'

const howAfterwards =
  'This access was given at once, before anybody had said yes. Look at what it was for and what was done with it, then approve this pull ' +
  'request: that says that it was right to give it. Until then its requester gets nothing in another emergency, and closing this changes nothing.'

/**
 * The grant pull request of what was decided, a request or more time: what is asked, whole, and who is asked. The same text for the same
 * approval, whatever came of it, so that it can be compared with what GitHub shows; at most 60 000 bytes. Throws TypeError for one without a
 * canonical request, its digest and a decision: what cannot be shown whole is not put to the vote.
 */
export function grantPullOf(approval: Approval, context: GrantPullContext = {}): GrantPullText {
  const { key, request, digest, decision } = approval
  if (!isCanonicalRequest(request) || digest === undefined || digest !== requestDigest(request) || !decision) {
    throw new TypeError('only a request that is frozen and decided can be put to the vote')
  }
  const asked = context.asked ?? approval.pull?.asked ?? []
  const { after } = approval
  const heading = [
    after ? 'Review wanted, given in an emergency' : 'Approval wanted',
    ...subject(approval, widest),
    showDuration(request.duration),
  ].join(' · ')
  const body = fitted((room) =>
    page(
      `${grantMarkerOf(key, digest)}\n### ${heading}`,
      asked.length > 0 ? `For ${mentions(asked)}.` : '',
      after ? howAfterwards : howToVote,
      `Who has said yes and who still can stands in #${request.issue}; the conversation is there, too.`,
      factsTable({ ...approval, state: after ? 'granting' : 'pending', grant: undefined }, widest),
      `Needed, ${after ? '' : 'each from a different person and '}never from the requester:\n\n${neededApprovals(approval, room)}`,
      keysFold(approval),
      fold(after ? 'Why it was given' : 'Why this needs approval', reasons(approval, room)),
      fold('Digest, policy', `${digestLines(approval, widest)}\nPolicy: ${code(decision.policy)}.`),
    ),
  )
  return {
    title: `${after ? 'Review' : 'Grant'} #${request.issue}: ${titleOf(request)}`,
    body,
    branch: grantBranchOf(request.issue),
    base: ledgerBranch,
    path: requestPath(request, digest),
    file: requestFile(request, digest, after),
  }
}
