import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilePolicy } from '../src/policy/compile.ts'
import { findOpa } from '../src/policy/opa/opa-binary.ts'
import { instantiate } from '../src/policy/worker/instance.ts'

/** What stock opa answers to a query about one file; undefined where that is what it answers. */
export function stock(opa: string, text: string, query: string, input: unknown = {}): unknown {
  const dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  try {
    writeFileSync(join(dir, 'policy.rego'), text)
    writeFileSync(join(dir, 'input.json'), typeof input === 'string' ? input : JSON.stringify(input))
    const args = ['eval', '-f', 'json', '-d', join(dir, 'policy.rego'), '-i', join(dir, 'input.json'), query]
    const output = execFileSync(opa, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: 'pipe' })
    return JSON.parse(output).result?.[0]?.expressions[0].value
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** What our runtime and stock opa answer to the rules of one policy, for each input. */
export type BesideOpa = (rules: string, inputs?: readonly string[]) => Promise<{ ours: unknown; opa: unknown }[]>

export async function besideOpa(): Promise<BesideOpa> {
  const { path } = await findOpa({})
  return async (rules, inputs = ['{}']) => {
    const text = `package daypass\n\n${rules}\n`
    const { module, data } = await compilePolicy(path, new Map([['policy.rego', text]]))
    const instance = await instantiate(module, data, 4096)
    const opa = stock(
      path,
      text,
      `[object.get(x, "d", "undefined") | some i in input.all; x := {"d": d | d := data.daypass.decision with input as i}]`,
      `{"all":[${inputs.join(',')}]}`,
    ) as unknown[]
    return inputs.map((input, i) => ({ ours: ask(() => instance.evaluate(input)), opa: opa[i] }))
  }
}

function ask(evaluate: () => string): unknown {
  try {
    return JSON.parse(evaluate())
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'POLICY_UNDEFINED' ? 'undefined' : String(thrown)
  }
}
