import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { compilePolicy } from '../../src/policy/compile.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { type BesideOpa, besideOpa } from '../beside-opa.ts'

// Policies in the shapes of real ones, with the right reading of each: what it answers to which input, or why it is refused.
const folder = 'test/fixtures/corpus/policies'
type Reading =
  | { policy: string; inputs: unknown[]; answers: unknown[] }
  | { policy: string; refused: { code: string; words: string } }
const readings = JSON.parse(readFileSync(`${folder}/readings.json`, 'utf8')) as Reading[]
const text = (policy: string) => readFileSync(`${folder}/${policy}.rego`, 'utf8')

let opa: string
let both: BesideOpa
beforeAll(async () => {
  opa = (await findOpa({})).path
  both = await besideOpa()
})

it('has a reading for each of its policies (field.D3)', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.rego'))
  expect(readings.map(({ policy }) => `${policy}.rego`).sort()).toEqual(files.sort())
  expect(files.length).toBeGreaterThanOrEqual(40)
})

describe('a policy of the corpus (field.D3)', () => {
  it.each(readings.filter((reading) => 'answers' in reading))('$policy answers as stock opa', async (reading) => {
    const rules = text(reading.policy).replace(/^package daypass\n\n/, '')
    const found = await both(
      rules,
      reading.inputs.map((input) => JSON.stringify(input)),
    )
    expect(found.map(({ ours }) => ours)).toEqual(reading.answers)
    expect(found.map(({ opa }) => opa)).toEqual(reading.answers)
  })

  it.each(readings.filter((reading) => 'refused' in reading))('$policy is refused', async ({ policy, refused }) => {
    await expect(compilePolicy(opa, new Map([['policy.rego', text(policy)]]))).rejects.toMatchObject({
      code: refused.code,
      message: expect.stringContaining(refused.words),
    })
  })
})
