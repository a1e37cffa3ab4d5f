import { sha256 } from '../../core/digest.ts'
import type { Judgement } from '../../core/lint/judgement.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { checkForm, type FormOptions } from './check-form.ts'

export type CheckForm = typeof checkForm

/**
 * Checks as `checkForm` does, and each set of files once: a vote on a pull request, or another base, changes none of them, and tests take the
 * longest. Of files whose check failed nothing is kept.
 */
export function rememberForms(check: CheckForm = checkForm, most = 8): CheckForm {
  const known = new Map<string, Promise<Judgement>>()
  return (opa, files, options) => {
    const key = keyOf(files, options)
    const found = known.get(key) ?? check(opa, files, options)
    known.delete(key)
    known.set(key, found)
    found.catch(() => known.delete(key))
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(oldest)
    return found
  }
}

const keyOf = (files: PolicyFiles, { coverage }: FormOptions): string =>
  sha256(
    JSON.stringify([...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => [path, text, coverage(path)])),
  )
