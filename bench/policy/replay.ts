import { compilePolicy } from '../../src/policy/compile.ts'
import { compiledFiles } from '../../src/policy/files.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyReplay } from '../../src/policy/policy-replay.ts'
import { instantiate } from '../../src/policy/worker/instance.ts'
import type { PolicyFiles } from '../../src/ports/policy-engine.ts'
import type { OldQuestion, PolicyReplay } from '../../src/ports/policy-replay.ts'
import { seconds } from '../figures.ts'
import { compared, type Finding, type Pair } from '../finding.ts'
import type { Progress } from '../run.ts'
import { timed } from '../turns.ts'
import { input } from './decision.ts'

const rounds = 7
const decisions = 4_096
const pages = 1_024

/**
 * Recorded decisions asked of two policies, in batches on one thread and on two; beside it the same evaluations, one after the other, in this
 * thread, and nothing compared.
 */
export async function benchReplay(progress: Progress): Promise<Finding[]> {
  const opa = await findOpa({ own: process.env.DAYPASS_OPA })
  const before = compiledFiles(await readPolicyFolder(defaultPolicies))
  const now: PolicyFiles = new Map([...before, ['more.rego', 'package daypass.more\n\nmore := 1\n']])
  const [one, two] = [1, 2].map((workers) => createPolicyReplay({ opa, workers })) as [PolicyReplay, PolicyReplay]
  try {
    const inProcess = await evaluateHere(opa.path, [before, now])
    const inputs = Array.from({ length: decisions }, (_, index) => input(index))
    const texts = inputs.map((each) => JSON.stringify(each))
    const questions = inputs.map((each, index) => ({
      input: each,
      expected: JSON.parse(inProcess(texts[index] ?? '')),
    }))
    const asked = await Promise.all([one, two].map((replay) => asking(replay, [before, now], questions)))
    const pairs: Pair[][] = asked.map(() => [])
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, ask] of asked.entries()) {
        const ours = await timed(ask)
        const rival = await timed(() => texts.forEach(inProcess))
        // The first round warms both up.
        if (round > 0) pairs[index]?.push({ ours, rival })
      }
      progress(round, rounds)
    }
    // As rates: at least 0.8 and 1.4 of those in this thread.
    return [1 / 0.8, 1 / 1.4].map((atMost, index) =>
      compared({
        what: `${decisions} decisions asked of two policies, ${index === 0 ? 'one thread' : 'two threads'}`,
        rival: 'the same evaluations in this thread',
        pairs: pairs[index] ?? [],
        goal: { atMost },
        show: seconds,
      }),
    )
  } finally {
    await Promise.all([one.close(), two.close()])
  }
}

/** Both policies, one after the other; what the last one answers. */
async function evaluateHere(opa: string, policies: readonly PolicyFiles[]): Promise<(text: string) => string> {
  const instances = await Promise.all(
    policies.map(async (files) => {
      const { module, data } = await compilePolicy(opa, files)
      return instantiate(module, data, pages)
    }),
  )
  return (text) => instances.reduce((_last, instance) => instance.evaluate(text), '')
}

/** An answer that is not the expected one would be measured as well. */
async function asking(replay: PolicyReplay, [before, now]: PolicyFiles[], questions: readonly OldQuestion[]) {
  const [old, other] = await Promise.all([before, now].map((files) => replay.compile(files ?? new Map())))
  if (!old || !other) throw new Error('there are two policies')
  return async () => {
    const others = await replay.ask(questions, other, old)
    if (others.length > 0) throw new Error(`${others.length} answers differ`)
  }
}
