import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { insteadOf, refusedBuiltins, renderBuiltinGuide } from '../../../src/policy/builtin-guide.ts'
import { allowedBuiltins } from '../../../src/policy/capabilities.ts'
import { compilePolicy } from '../../../src/policy/compile.ts'
import { findOpa } from '../../../src/policy/opa/opa-binary.ts'
import { explained } from '../../../src/policy/opa-words.ts'
import { rego } from './fixture.ts'

it('names every built-in of opa once, as allowed or as refused (field.D3)', async () => {
  const { path } = await findOpa({})
  const all = JSON.parse(execFileSync(path, ['capabilities', '--current'], { encoding: 'utf8' })).builtins
  const refused = refusedBuiltins.flatMap(({ names }) => names)
  expect([...allowedBuiltins, ...refused].sort()).toEqual(all.map((builtin: { name: string }) => builtin.name).sort())
})

it('recommends nothing that is not allowed', () => {
  const words = refusedBuiltins.flatMap(({ instead }) => [...instead.matchAll(/`([a-z_0-9]+(?:\.[a-z_0-9]+)*)`/g)])
  const names = words.map(([, name = '']) => name).filter((name) => !/^(?:input\.|some|every)/.test(name))
  expect(names.filter((name) => !allowedBuiltins.includes(name))).toEqual([])
})

it('is what docs/policy.md shows; `node scripts/capabilities.ts` writes it (field.D3)', () => {
  const docs = readFileSync('docs/policy.md', 'utf8')
  expect(docs).toContain(`scripts/capabilities.ts -->\n${renderBuiltinGuide()}\n<!-- end of built-ins -->`)
})

it.each(['time.now_ns', 'http.send', 're_match', 'cast_array', 'yaml.unmarshal', 'io.jwt.decode'])(
  'is said by the message of %s (field.D3)',
  async (name) => {
    const { path } = await findOpa({})
    const message = `\`${name}\` is not allowed here; ${insteadOf(name)}.`
    await expect(compilePolicy(path, rego(`decision := ${name}(input)`))).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      where: 'policies/policy.rego:3',
      message: expect.stringContaining(message),
    })
  },
)

it('says how to renew old syntax (field.D3)', async () => {
  const { path } = await findOpa({})
  await expect(compilePolicy(path, rego('deny[msg] {\n\tmsg := "x"\n}'))).rejects.toMatchObject({
    code: 'POLICY_INVALID',
    message: expect.stringContaining('`opa fmt --write --v0-v1 --drop-v0-imports policies/` rewrites it'),
  })
})

it('adds nothing to what opa says of other mistakes', () => {
  expect(explained('policies/a.rego:3: rego_type_error: undefined function foo.bar')).not.toContain('not allowed here')
})
