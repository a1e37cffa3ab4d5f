import type { RequestRecord } from '../record.ts'
import { type Creation, unknownPerson } from './creation.ts'
import type { DisplayStep } from './decide-display.ts'
import type { DisplayRecord } from './display-record.ts'
import { credentialPart } from './shown-parts.ts'

/**
 * As what it counts if this step creates something. What restores a comment that somebody has deleted is a repair whatever stood in it, so
 * that nobody can use up by deleting what is kept for others.
 */
export function creationFor(record: RequestRecord, display: DisplayRecord, step: DisplayStep): Creation {
  const by = record.requester?.id ?? unknownPerson
  switch (step.do) {
    case 'remark':
      return { for: 'open', by: 'repair' }
    case 'say':
      return { for: 'open', by: step.word.by ?? by }
    case 'write':
      if (display[step.part]?.lost) return { for: 'open', by: 'repair' }
      return { for: step.part === credentialPart(record) ? 'credential' : isEnd(record) ? 'end' : 'open', by }
    default:
      return { for: isEnd(record) ? 'end' : 'open', by }
  }
}

function isEnd({ state }: RequestRecord): boolean {
  return state === 'ending' || state === 'ended'
}
