import { canonicalDuration, readDuration } from '../duration.ts'
import { named } from '../markdown.ts'

/** What stands behind `/extend`: for how long, and why. `flaw`: why it cannot be taken for one thing. */
export type ExtendOrder = { duration: string; why: string; flaw?: string }

/** `1 day, 12 hours and 30 minutes` has as many. */
const mostWords = 8

/**
 * Takes `1h incident still open`, `2 hours incident still open` apart: what can be read as a duration comes first, the rest says why.
 * Where the words behind a duration could belong to either, as in `1h 30m outage`, that is a flaw. Pure.
 */
export function readExtendOrder(rest: string): ExtendOrder {
  const words = rest.trim().split(/\s+/)
  const readings = words
    .slice(0, mostWords)
    .map((_, at) => words.slice(0, at + 1).join(' '))
    .filter((text) => readDuration(bare(text)).ok)
  const longest = readings.at(-1)
  if (longest === undefined) {
    // As much as is worth quoting.
    const most = /^\d+$/.test(words[0] ?? '') ? 1 : 3
    return { duration: words.slice(0, most).join(' '), why: words.slice(most).join(' ') }
  }
  const why = words.slice(longest.split(' ').length).join(' ')
  const shorter = readings.find((text) => text !== longest && isWhole(text, longest))
  if (shorter === undefined) return { duration: canonicalDuration(bare(longest)), why }
  const [both, one] = [canonicalDuration(bare(longest)), canonicalDuration(bare(shorter))]
  const flaw = `${named(longest)} can be ${both}, or ${one} and the beginning of the reason. Write \`/extend ${both} why\` or \`/extend ${one} why\`.`
  return { duration: both, why, flaw }
}

/** `1h: still open` and `1h, still open` say the same. */
function bare(text: string): string {
  return text.replace(/[,:;]$/, '')
}

/** Whether a reason could begin behind the shorter one: none begins with "and". */
function isWhole(shorter: string, longest: string): boolean {
  return !/,$/.test(shorter) && !/^(?:and|&)/i.test(longest.slice(shorter.length).trim())
}
