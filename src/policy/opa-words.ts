import { insteadOf } from './builtin-guide.ts'

const OLD_SYNTAX = /`(?:if|contains)` keyword is required/

/**
 * opa's own words, with ours before them where opa does not say what to do: a built-in that is not allowed here, and Rego as it was
 * before version 1.
 */
export function explained(output: string): string {
  const unknown = [...output.matchAll(/undefined function ([\w.]+)/g)].map(([, name = '']) => name)
  const hints = [...new Set(unknown)].flatMap((name) => {
    const instead = insteadOf(name)
    return instead === undefined ? [] : [`\`${name}\` is not allowed here; ${instead}.`]
  })
  if (OLD_SYNTAX.test(output))
    hints.push(
      'This is Rego as it was before OPA 1.0: `opa fmt --write --v0-v1 --drop-v0-imports policies/` rewrites it.',
    )
  return hints.length === 0 ? output : `${hints.join(' ')} ${output}`
}
