import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { hostBuiltins } from '../../../src/policy/builtins/host-builtins.ts'
import { allowedBuiltins, providedBuiltins } from '../../../src/policy/capabilities.ts'
import { compilePolicy } from '../../../src/policy/compile.ts'
import { findOpa } from '../../../src/policy/opa/opa-binary.ts'
import { instantiate } from '../../../src/policy/worker/instance.ts'
import { builtinCalls, compilerOnly } from './builtin-calls.ts'
import { rego } from './fixture.ts'

let opa: string
beforeAll(async () => {
  opa = (await findOpa({})).path
})

/** What opa itself answers, outside WASM. */
function native(text: string, query: string): unknown {
  const dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  try {
    writeFileSync(join(dir, 'policy.rego'), text)
    const args = ['eval', '-f', 'json', '-d', join(dir, 'policy.rego'), query]
    return JSON.parse(execFileSync(opa, args, { encoding: 'utf8' })).result[0]?.expressions[0].value
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function wasm(rules: string): Promise<unknown> {
  const { module, data } = await compilePolicy(opa, rego(rules))
  return JSON.parse((await instantiate(module, data, 1024)).evaluate('{}'))
}

describe('what a policy may call', () => {
  it('has a case for every allowed built-in', () => {
    expect([...Object.keys(builtinCalls), ...compilerOnly].sort()).toEqual([...allowedBuiltins].sort())
  })

  it('is really provided, and answers as opa does', async () => {
    const calls = Object.entries(builtinCalls)
    const rules = calls.map(([name, call]) => `decision[${JSON.stringify(name)}] := y if y := ${call}`).join('\n\n')
    const found = await wasm(rules)
    expect(Object.keys(found as object)).toHaveLength(calls.length)
    expect(found).toEqual(native(`package daypass\n\n${rules}\n`, 'data.daypass.decision'))
  })

  it.each([
    'http.send({"method": "get", "url": "https://example.com"})',
    'net.lookup_ip_addr("example.com")',
    'opa.runtime()',
    'rand.intn("a", 10)',
    'uuid.rfc4122("a")',
    'time.now_ns()',
    'regex.template_match("a{b}", "a", "{", "}")',
    'regex.globs_match("a*", "a")',
    'yaml.unmarshal("a: 1")',
    'yaml.marshal({})',
    'io.jwt.decode("a.b.c")',
    'json.marshal_with_options({}, {})',
    'graphql.is_valid("a", "b")',
    'net.cidr_expand("10.0.0.0/8")',
    'trace("x")',
    'rego.parse_module("a.rego", "package a")',
    'json.match_schema({}, {"$ref": "file:///etc/passwd"})',
    'json.verify_schema({"$ref": "http://127.0.0.1:1/"})',
  ])('does not include %s: a compile error', async (call) => {
    const policy = rego(`decision := ${call}`)
    await expect(compilePolicy(opa, policy)).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      where: 'policies/policy.rego:3',
    })
  })

  it('asks nothing of its host but what the host has', () => {
    expect([...providedBuiltins].sort()).toEqual(Object.keys(hostBuiltins).sort())
  })

  it('refuses a module that asks for more, should opa ever build one', async () => {
    const files = rego('decision := 1 if test_x\n\ntest_x[name] if some name in ["a"]')
    const { module, data } = await compilePolicy(opa, files)
    await expect(instantiate(module, data, 1024)).resolves.toBeDefined()
    const own = await foreignModule()
    await expect(instantiate(own, '{}', 1024)).rejects.toMatchObject({ code: 'POLICY_FORBIDDEN' })
  })
})

it.each([
  ['an answer longer than 64 KiB', `concat("", ["${'x'.repeat(100)}" | some _ in numbers.range(1, 700)])`],
  ['a long list', 'numbers.range(1, 50000)'],
])('lets no large answer out of the thread: %s', async (_name, value) => {
  await expect(wasm(`decision := ${value}`)).rejects.toMatchObject({ code: 'POLICY_OUTPUT_INVALID' })
})

/** Built with opa's own capabilities, as a careless compile would. */
async function foreignModule(): Promise<WebAssembly.Module> {
  const { readTar } = await import('../../../src/policy/tar.ts')
  const { gunzipSync } = await import('node:zlib')
  const { readFileSync } = await import('node:fs')
  const dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  try {
    writeFileSync(join(dir, 'a.rego'), 'package daypass\n\ndecision := time.now_ns() if input.never\n')
    execFileSync(opa, [
      'build',
      '-t',
      'wasm',
      '-e',
      'daypass/decision',
      '-o',
      join(dir, 'b.tar.gz'),
      join(dir, 'a.rego'),
    ])
    const wasm = readTar(gunzipSync(readFileSync(join(dir, 'b.tar.gz')))).get('policy.wasm')
    if (wasm === undefined) throw new Error('opa wrote no module')
    return await WebAssembly.compile(wasm)
  } finally {
    rmSync(dir, { recursive: true })
  }
}
