import { showInstant } from '../instant.ts'
import { message } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'

/** Later than this, a grant did not end on time: what is promised for the slowest connector. */
const onTime = 5

function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`
}

/** How a grant came to its end, as in `expired on time (0.4 s)` or `closed by the requester`. */
export function endWords(record: RequestRecord): string {
  const { end, grant } = record
  if (!end) return record.outcome ?? 'over'
  const byRequester = end.by !== undefined && end.by === record.requester?.id
  const by = end.by === undefined ? '' : byRequester ? ' by the requester' : ' by an owner'
  switch (end.cause) {
    case 'time': {
      if (!grant || !end.effective) return 'expired'
      const late = Math.max(0, (end.effective.getTime() - grant.ends.getTime()) / 1000)
      return late <= onTime ? `expired on time (${seconds(late)})` : `expired ${seconds(late)} late`
    }
    case 'done':
      return 'done'
    case 'closed':
      return `closed${by}`
    case 'revoked':
      return `revoked${by}`
    case 'deleted':
      return 'the issue is gone'
    case 'void':
      return 'void'
    case 'left':
      return 'the requester is no member any more'
    case 'public':
      return 'the repository was made public'
    case 'adopted':
      return 'another store gave it, which is lost'
    case 'archived':
      return 'the repository was archived'
    case 'policy':
      return end.why === undefined ? 'the rules no longer give it' : byRules(end.why)
    case 'connector':
      return 'the deployment no longer serves it'
    default:
      return end.cause satisfies never
  }
}

/** GitHub makes a link of the pull request that changed the rules. */
function byRules(why: string): string {
  const [, pull = '', words = why] = /^(#\d+ )([\s\S]*)$/.exec(why) ?? []
  return `${pull}${message(words, 300)}`
}

/** What shows that nothing works any more, in the words of whoever found out. */
export function proofWords(record: RequestRecord, room: number): string {
  const proof = record.end?.proof
  if (!proof) return 'none yet'
  const stamp = showInstant(new Date(proof.at), 'tenth')
  // Most proofs name their instant themselves.
  return proof.words.includes(stamp.slice(11))
    ? message(proof.words, room)
    : `${message(proof.words, room)} at ${stamp}`
}
