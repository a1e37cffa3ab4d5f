import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPolicyFolder } from '../../../src/policy/folder.ts'
import { findOpa } from '../../../src/policy/opa/opa-binary.ts'
import { withPolicyFolder } from '../../../src/policy/policy-folder.ts'
import { testPolicy } from '../../../src/policy/test-policy.ts'
import { rego } from './fixture.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

it('reads every file by its path', async () => {
  mkdirSync(join(dir, 'x'))
  writeFileSync(join(dir, 'x', 'a.rego'), 'package daypass')
  writeFileSync(join(dir, 'data.json'), '{}')
  expect(new Map([...(await readPolicyFolder(dir))].sort())).toEqual(
    new Map([
      ['data.json', '{}'],
      ['x/a.rego', 'package daypass'],
    ]),
  )
})

it.each([
  ['a file', '/etc/hostname'],
  ['a folder', '/etc'],
  ['nothing', '/nowhere'],
])('refuses a link to %s', async (_name, target) => {
  symlinkSync(target, join(dir, 'data.json'))
  await expect(readPolicyFolder(dir)).rejects.toMatchObject({ code: 'POLICY_FORBIDDEN' })
})

it('does not take an unreadable folder for an empty one', async () => {
  await expect(readPolicyFolder(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'POLICY_MISSING' })
})

it('writes files out that are regular and private, and removes them after a failure too', async () => {
  let written = ''
  const failed = withPolicyFolder(new Map([['x/a.rego', 'text']]), async (folder) => {
    written = folder
    expect(await readPolicyFolder(folder)).toEqual(new Map([['policies/x/a.rego', 'text']]))
    throw new Error('on purpose')
  })
  await expect(failed).rejects.toThrow('on purpose')
  await expect(readPolicyFolder(written)).rejects.toMatchObject({ code: 'POLICY_MISSING' })
})

const tests = (body: string) =>
  rego('decision := 1').set('a_test.rego', `package daypass_test\n\nimport data.daypass\n\n${body}\n`)

it.each([
  ['what passes', 'test_a if daypass.decision == 1\n\ntest_b if true', { passed: 2, failed: 0 }],
  ['what fails', 'test_a if daypass.decision == 2\n\ntest_b if true', { passed: 1, failed: 1 }],
  [
    'an error as a failure',
    'test_a if f(daypass.decision) == 1\n\nf(x) := 1 if x\n\nf(x) := 2 if x',
    { passed: 0, failed: 1 },
  ],
  ['nothing', 'x := daypass.decision', { passed: 0, failed: 0 }],
])('counts %s', async (_name, body, counts) => {
  const opa = await findOpa({})
  await expect(testPolicy(opa, tests(body))).resolves.toMatchObject(counts)
})

it.each([
  [
    'a network call',
    'test_a if http.send({"url": "http://127.0.0.1:1/", "method": "get"}); x := daypass',
    'POLICY_INVALID',
  ],
  ['rubbish', 'test_a if', 'POLICY_INVALID'],
  ['METADATA schemas', '# METADATA\n# schemas: []\ntest_a if daypass', 'POLICY_FORBIDDEN'],
])('refuses tests with %s', async (_name, body, code) => {
  await expect(testPolicy(await findOpa({}), tests(body))).rejects.toMatchObject({ code })
})

it('gives tests no network and nothing else that a policy has not', async () => {
  const body = 'test_a if http.send({"url": "http://127.0.0.1:1/", "method": "get"})\n\nx := daypass'
  await expect(testPolicy(await findOpa({}), tests(body))).rejects.toMatchObject({
    code: 'POLICY_INVALID',
    message: expect.stringContaining('undefined function http.send'),
  })
})
