import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../../src/policy/policy-engine.ts'
import type { CompiledPolicy, PolicyEngine } from '../../src/ports/policy-engine.ts'
import { allowOutput, policyInput, rego } from '../unit/policy/fixture.ts'

const burner = "require('node:worker_threads').parentPort.postMessage('burns'); for (;;) {}"

describe('where every core is taken by others', () => {
  const burners: Worker[] = []
  let engine: PolicyEngine
  let policy: CompiledPolicy

  beforeAll(async () => {
    // A decision takes a tenth of a millisecond of CPU time, the first one ten; it waits for it longer than this.
    engine = createPolicyEngine({ opa: await findOpa({}), deadlineMs: 20, capMs: 30_000 })
    policy = await engine.compile(rego(`decision := ${JSON.stringify(allowOutput)}`))
    await engine.decide(policy, policyInput()).catch(() => undefined)
    for (let i = 0; i < 4 * availableParallelism(); i += 1) burners.push(new Worker(burner, { eval: true }))
    await Promise.all(burners.map((worker) => new Promise((resolve) => worker.once('message', resolve))))
  })
  afterAll(async () => {
    await Promise.all(burners.map((worker) => worker.terminate()))
    await engine.close()
  })

  it('answers every honest question', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 200 }, () => engine.decide(policy, policyInput())))
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([])
  })
})
