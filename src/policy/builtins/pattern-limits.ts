import { Unequal } from './builtin.ts'
import { disputed } from './unicode.ts'

const categories =
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp Cc Cf Co Cs Any'
const scripts =
  'Arabic Armenian Common Cyrillic Devanagari Georgian Greek Han Hangul Hebrew Hiragana Katakana Latin Thai'

/** The names behind `\\p` and `\\P` that mean the same to both. */
export const knownClasses: readonly string[] = [...categories.split(' '), ...scripts.split(' ')]

const CLASS = /\\[pP](?:\{\^?([^}]*)\}?|(.)|$)/gsu
const FOLDED = /\(\?[a-zA-Z-]*i/

/** Throws Unequal for a pattern, or a text given to it, that OPA may read otherwise. Also where `\\p` is quoted and means nothing. */
export function refuseDisputed(pattern: string, text: string): void {
  const classes = [...pattern.matchAll(CLASS)].map(([, braced, letter]) => braced ?? letter ?? '')
  const foreign = classes.find((name) => !knownClasses.includes(name))
  if (foreign !== undefined)
    throw new Unequal(`the class \\p{${foreign}} in a pattern`, `use one of ${knownClasses.join(', ')}`)
  if ((classes.length > 0 || FOLDED.test(pattern)) && disputed.test(text))
    throw new Unequal(
      'a pattern with \\p or (?i) on characters that Unicode got after version 15',
      'name the characters',
    )
}
