import { isCanonicalRequest } from '../../generated/validators.js'
import { grantMarkerOf } from '../comment-marker.ts'
import { requestDigest } from '../digest.ts'
import { code, fold } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import { grantBranchOf, ledgerBranch } from '../request/branch-names.ts'
import { requestFile, requestPath } from '../request/request-file.ts'
import { digestLines, factsTable, showDuration, subject } from './facts.ts'
import { keysFold } from './keys-shown.ts'
import { fitted, page, widest } from './page.ts'
import { mentions } from './people.ts'
import { neededApprovals, reasons } from './refusal.ts'
import { titleOf } from './title.ts'

export type GrantPullContext = {
  /** Who is asked to review, and called by name; absent: those of `record.pull`. */
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

/**
 * The grant pull request of a request that was decided: what is asked, whole, and who is asked. The same text for the same
 * request, whatever its state, so that it can be compared with what GitHub shows; at most 60 000 bytes. Throws TypeError for a record
 * without a canonical request, its digest and a decision: what cannot be shown whole is not put to the vote.
 */
export function grantPullOf(record: RequestRecord, context: GrantPullContext = {}): GrantPullText {
  const { request, digest, decision } = record
  if (!isCanonicalRequest(request) || digest === undefined || digest !== requestDigest(request) || !decision) {
    throw new TypeError('only a request that is frozen and decided can be put to the vote')
  }
  // As it was put to the vote, whatever has become of it.
  const { grant: _begun, ...frozen } = record
  const asked = context.asked ?? record.pull?.asked ?? []
  const heading = ['Approval wanted', ...subject(record, widest), showDuration(request.duration)].join(' · ')
  const body = fitted((room) =>
    page(
      `${grantMarkerOf(record.key, digest)}\n### ${heading}`,
      asked.length > 0 ? `For ${mentions(asked)}.` : '',
      'Approve this pull request to say yes; request changes to say no. What is approved is what stands here: if the request ' +
        'changes, everybody is asked again. Daypass merges when all who are needed have said yes.',
      `Who has said yes and who still can stands in #${request.issue}; the conversation is there, too.`,
      factsTable({ ...frozen, state: 'pending' } as RequestRecord, widest),
      `Needed, each from a different person and never from the requester:\n\n${neededApprovals(record, room)}`,
      keysFold(record),
      fold('Why this needs approval', reasons(record, room)),
      fold('Digest, policy', `${digestLines(record, widest)}\nPolicy: ${code(decision.policy)}.`),
    ),
  )
  return {
    title: `Grant #${request.issue}: ${titleOf(request)}`,
    body,
    branch: grantBranchOf(request.issue),
    base: ledgerBranch,
    path: requestPath(request, digest),
    file: requestFile(request, digest),
  }
}
