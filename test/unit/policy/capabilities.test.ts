import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { hostBuiltins } from '../../../src/policy/builtins.ts'
import { allowedBuiltins, providedBuiltins } from '../../../src/policy/capabilities.ts'
import { compilePolicy } from '../../../src/policy/compile.ts'
import { findOpa } from '../../../src/policy/opa/opa-binary.ts'
import { instantiate } from '../../../src/policy/worker/instance.ts'
import { runs } from '../../runs.ts'
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
    'time.add_date(0, 0, 0, 1)',
    'sprintf("%d", [1])',
    'regex.split("(a+)+$", "aaaa")',
    'regex.replace("a", "a", "b")',
    'yaml.unmarshal("a: 1")',
    'yaml.marshal({})',
    'io.jwt.decode("a.b.c")',
    'crypto.sha256("a")',
    'semver.compare("1.0.0", "1.0.1")',
    'json.patch({}, [])',
    'graphql.is_valid("a", "b")',
    'net.cidr_expand("10.0.0.0/8")',
    'walk(input)',
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
    expect([...providedBuiltins].sort()).toEqual([...Object.keys(hostBuiltins), 'json.is_valid'].sort())
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

it('the host built-ins agree with opa on what nobody thought of', async () => {
  const whole = fc.tuple(fc.nat(99), fc.constantFrom('d', 'w', 'y')) // fractions of these lose nanoseconds in opa itself
  const number = fc.oneof(
    fc.nat(9999).map((n) => String(n / 100)),
    fc.constantFrom('.', '.5', '1.'),
  )
  const exact = fc.tuple(number, fc.constantFrom('ns', 'us', 'ms', 's', 'm', 'h', 'x'))
  const durations = fc.array(fc.oneof(whole, exact), { minLength: 1, maxLength: 3 }).map((all) => all.flat().join(''))
  const instants = fc
    .date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const offsets = fc
    .tuple(instants, fc.constantFrom('Z', '+01:00', '-23:59', '+24:00', 'z', '', '123Z'))
    .map(([i, o]) => i.replace('Z', o))
  const input = { durations: fc.sample(durations, runs(150)), instants: fc.sample(offsets, runs(150)) }
  const each = (name: string, list: string[]) =>
    `{x: y | some x in json.unmarshal(${JSON.stringify(JSON.stringify(list))}); y := ${name}(x)}`
  const expected = (name: string, list: string[]) => native('package daypass\n', each(name, list))
  const found = (name: string, list: string[]) =>
    JSON.parse(JSON.stringify(Object.fromEntries(list.map((x) => [x, hostBuiltins[name]?.(x)]))))
  expect(found('time.parse_duration_ns', input.durations)).toEqual(expected('time.parse_duration_ns', input.durations))
  expect(found('time.parse_rfc3339_ns', input.instants)).toEqual(expected('time.parse_rfc3339_ns', input.instants))
})

describe('host built-ins, where opa raises an error', () => {
  it.each([
    ['time.parse_duration_ns', '"1D"'],
    ['time.parse_duration_ns', '""'],
    ['time.parse_duration_ns', '"-"'],
    ['time.parse_duration_ns', '"1"'],
    ['time.parse_duration_ns', '"."'],
    ['time.parse_duration_ns', '"1mo"'],
    ['time.parse_duration_ns', '"106752d"'],
    ['time.parse_duration_ns', '".s"'],
    ['time.parse_duration_ns', '"1h "'],
    ['time.parse_duration_ns', '"--1h"'],
    ['time.parse_duration_ns', '"1e3s"'],
    ['time.parse_duration_ns', '"9223372036854775808ns"'],
    ['time.parse_duration_ns', '"2562048h"'],
    ['time.parse_rfc3339_ns', '"2026"'],
    ['time.parse_rfc3339_ns', '"2026-11-21"'],
    ['time.parse_rfc3339_ns', '"2026-11-21T16:00:00"'],
    ['time.parse_rfc3339_ns', '"2026-11-21 16:00:00Z"'],
    ['time.parse_rfc3339_ns', '"2027-02-30T00:00:00Z"'],
    ['time.parse_rfc3339_ns', '"2027-01-01T24:00:00Z"'],
    ['time.parse_rfc3339_ns', '"2026-13-01T00:00:00Z"'],
    ['time.parse_rfc3339_ns', '"2300-01-01T00:00:00Z"'],
    ['time.parse_rfc3339_ns', '" 2026-11-21T16:00:00Z"'],
    ['time.parse_rfc3339_ns', '"21 Nov 2026"'],
    ['time.clock', '"now"'],
    ['time.clock', '[1, "Mars/Olympus"]'],
    ['time.clock', '[1, "+02:00"]'],
    ['time.clock', '1.5'],
    ['time.weekday', '1e300'],
  ])('%s(%s) is undefined for both', async (name, argument) => {
    // Through input, so that the compiler does not judge the argument's type.
    const impl = hostBuiltins[name]
    expect(impl?.(JSON.parse(argument))).toBeUndefined()
    expect(native('package daypass\n', `[1 | ${name}(json.unmarshal(${JSON.stringify(argument)}))]`)).toEqual([])
  })
})
