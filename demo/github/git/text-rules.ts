import type { TextPattern } from '../switch-types.ts'

const WORDS: Readonly<Record<TextPattern['operator'], string>> = {
  starts_with: 'start with',
  ends_with: 'end with',
  contains: 'contain',
  regex: 'match a given regex pattern:',
}

/** What GitHub says of a text that a pattern rule does not let pass; undefined for one that may. */
export function wrongByPattern(what: string, text: string, rule: TextPattern | undefined): string | undefined {
  if (rule === undefined || fits(text, rule) !== (rule.negate ?? false)) return undefined
  return `${what} must ${rule.negate ? 'not ' : ''}${WORDS[rule.operator]} ${rule.pattern}`
}

function fits(text: string, { operator, pattern }: TextPattern): boolean {
  if (operator === 'starts_with') return text.startsWith(pattern)
  if (operator === 'ends_with') return text.endsWith(pattern)
  return operator === 'contains' ? text.includes(pattern) : new RegExp(pattern).test(text)
}
