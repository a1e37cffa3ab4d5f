import { unseenCharacter } from '../core/hidden-text.ts'
import { Secret } from '../core/secret.ts'
import { isExpression, withoutQuotes } from './unwrapped.ts'
import type { Parsed } from './variables.ts'

const shortest = 16
const howToMake = 'Make one with `openssl rand -hex 32` and set the same in the GitHub App'

/** Words that stand in examples and defaults, alone, together or followed by digits: the first that an attacker tries. */
const placeholder =
  /^(?:development|secret|change|me|password|your|my|webhook|github|here|example|replace|this|with|test|default|placeholder|token|key|value|todo|insert|[-_<> .])+[0-9!]*$/i

/** Why a secret is too easily guessed, or undefined. */
function weakness(secret: string): string | undefined {
  if (isExpression(secret)) return 'is an expression that nothing has replaced'
  if (placeholder.test(secret)) return 'is a word from an example, which everybody knows'
  if (secret.length < shortest) return `is shorter than ${shortest} characters`
  if (new Set(secret).size < 6) return 'repeats the same few characters'
  return undefined
}

/** The secrets of the webhook door, several while one replaces the other: comma-separated, newest first by custom. */
export function readWebhookSecrets(text: string): Parsed<readonly Secret[]> {
  // Not a separator: a secret that an editor or `openssl rand -base64` broke in two would become two, and match nothing.
  if (/[\n\r]/.test(text))
    return { refused: 'holds a line break. Write several secrets on one line, separated by commas' }
  const parts = text.split(',').map((part) => part.trim())
  for (const [index, part] of parts.entries()) {
    const which = parts.length === 1 ? '' : `: secret ${index + 1} of ${parts.length}`
    if (part === '') return { refused: `has an empty place between its commas${which}. Remove the comma` }
    if (withoutQuotes(part) !== part)
      return { refused: `has quotes around it, which would be a part of the secret${which}. Remove the quotes` }
    const unseen = unseenCharacter(part)
    if (unseen !== undefined) return { refused: `holds ${unseen}, which nobody sees${which}. Copy it again` }
    const flaw = weakness(part)
    if (flaw !== undefined)
      return { refused: parts.length === 1 ? `${flaw}. ${howToMake}` : `is too weak${which} ${flaw}. ${howToMake}` }
  }
  if (new Set(parts).size < parts.length) return { refused: 'names the same secret twice. Keep it once' }
  return { value: parts.map((part) => new Secret(part)) }
}
