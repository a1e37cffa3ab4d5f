import { DaypassError, type Problem } from '../core/error.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import { capabilitiesPath } from './capabilities.ts'
import { tidy } from './compile.ts'
import { compiledFiles, testedFiles } from './files.ts'
import { refuseForbidden } from './forbidden.ts'
import type { OpaBinary } from './opa/opa-binary.ts'
import { runOpa } from './opa/run-opa.ts'
import { explained } from './opa-words.ts'
import { withPolicyFolder } from './policy-folder.ts'
import { parseRego } from './syntax.ts'
import { templateFindings } from './syntax-findings.ts'

/** By the clock, for a single test: on a busy machine a late one is not to blame, and one that goes on for ever meets the limit of CPU time. */
const test = ['test', '--timeout', '25s', '--capabilities']

/** `findings`: templates that may print "<undefined>". */
export type TestedPolicy = { passed: number; failed: number; output: string; findings: Problem[] }

/**
 * Runs the Rego tests (`*_test.rego`, with the tables in `cases/`) under the same rules as compiling. An error in a test counts as a
 * failure; so does a run that opa ends without counting.
 *
 * @throws DaypassError POLICY_FORBIDDEN, POLICY_INVALID when the files do not compile, POLICY_TIMEOUT, OPA_MISSING
 */
export async function testPolicy(opa: Pick<OpaBinary, 'path'>, files: PolicyFiles): Promise<TestedPolicy> {
  const chosen = testedFiles(files)
  refuseForbidden(chosen)
  const findings = templateFindings(await parseRego(opa.path, compiledFiles(files)))
  return withPolicyFolder(chosen, async (dir) => {
    const { code, output } = await runOpa(opa.path, [...test, capabilitiesPath, 'policies'], dir)
    const text = tidy(output, dir)
    const counted = (word: string) => Number(new RegExp(`^${word}: (\\d+)/\\d+$`, 'm').exec(text)?.[1] ?? 0)
    const passed = counted('PASS')
    const failed = counted('FAIL') + counted('ERROR')
    if (code === 0 || failed > 0) return { passed, failed, output: text, findings }
    throw new DaypassError('POLICY_INVALID', `opa cannot run the tests: ${explained(text)}`)
  })
}
