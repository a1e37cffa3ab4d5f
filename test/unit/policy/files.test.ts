import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compiledFiles, policyDigest, testedFiles } from '../../../src/policy/files.ts'

const policy: [string, string][] = [
  ['a.rego', 'package daypass'],
  ['b/c.rego', 'package daypass.c'],
  ['data.json', '{}'],
]

describe('policyDigest', () => {
  it('does not depend on the order in which files were listed', () => {
    expect(policyDigest(new Map(policy.toReversed()))).toBe(policyDigest(new Map(policy)))
  })

  it.each([
    ['a test', 'a_test.rego'],
    ['a case', 'cases/a.yaml'],
    ['a readme', 'README.md'],
  ])('does not change with %s', (_what, path) => {
    expect(policyDigest(new Map([...policy, [path, 'x']]))).toBe(policyDigest(new Map(policy)))
  })

  it('changes with every other path and text', () => {
    const name = fc.constantFrom('a.rego', 'b.rego', 'ab.rego', 'c/data.yml', 'data.json')
    const files = fc
      .dictionary(name, fc.string({ maxLength: 4 }), { maxKeys: 3 })
      .map((o) => new Map(Object.entries(o)))
    fc.assert(
      fc.property(files, files, (a, b) => {
        const same = JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
        return (policyDigest(a) === policyDigest(b)) === same
      }),
    )
  })
})

describe('which files count', () => {
  const all = new Map(
    ['a.rego', 'a_test.rego', 'data.yaml', 'x/data.yml', 'cases/a.yaml', 'README.md', 'x/.gitkeep'].map((p) => [p, '']),
  )

  it('takes Rego and data for compiling', () => {
    expect([...compiledFiles(all).keys()]).toEqual(['a.rego', 'data.yaml', 'x/data.yml'])
  })

  it('takes tests and cases for testing', () => {
    expect([...testedFiles(all).keys()]).toEqual(['a.rego', 'a_test.rego', 'cases/a.yaml', 'data.yaml', 'x/data.yml'])
  })

  it.each(['other.json', 'x/limits.yaml', 'a.REGO', 'x/y.txt', 'cases/x/deep.yaml'])(
    'refuses %s by its name, for compiling and for testing (field.D3)',
    (path) => {
      const files = new Map([
        ['a.rego', ''],
        [path, ''],
      ])
      for (const choose of [compiledFiles, testedFiles])
        expect(() => choose(files)).toThrow(
          expect.objectContaining({ code: 'POLICY_FORBIDDEN', where: `policies/${path}` }),
        )
    },
  )

  it('says how deep is too deep', () => {
    expect(() => compiledFiles(new Map([['a/b/c/d/e/f/a.rego', '']]))).toThrow(/lies more than 5 folders deep/)
  })

  it.each([
    '../a.rego',
    'x/../../a.rego',
    '/etc/a.rego',
    './a.rego',
    'x//a.rego',
    '',
    '.hidden.rego',
    '.git/a.rego',
    '-e.rego',
    'a\\b.rego',
    'C:a.rego',
    'a\0.rego',
    'a\n.rego',
    'ä.rego',
    `${'a/'.repeat(6)}a.rego`,
    `${'a'.repeat(200)}.rego`,
  ])('refuses the path %j', (path) => {
    expect(() => compiledFiles(new Map([[path, '']]))).toThrow(expect.objectContaining({ code: 'POLICY_FORBIDDEN' }))
  })

  it.each([
    ['more than 200 files', new Map(Array.from({ length: 201 }, (_, i) => [`a${i}.rego`, '']))],
    ['more than 1 MiB', new Map([['a.rego', '#'.repeat(1024 * 1024 + 1)]])],
    ['more than 1 MiB in bytes', new Map([['a.rego', 'ä'.repeat(512 * 1024 + 1)]])],
    [
      'names that differ only in case',
      new Map([
        ['a.rego', ''],
        ['A.rego', ''],
      ]),
    ],
    ['half a character', new Map([['a.rego', '\ud800']])],
  ])('refuses %s', (_what, files) => {
    expect(() => compiledFiles(files)).toThrow(expect.objectContaining({ code: 'POLICY_FORBIDDEN' }))
  })

  it('takes 200 files and 1 MiB', () => {
    expect(compiledFiles(new Map(Array.from({ length: 200 }, (_, i) => [`a${i}.rego`, '']))).size).toBe(200)
    expect(compiledFiles(new Map([['a.rego', '#'.repeat(1024 * 1024)]])).size).toBe(1)
  })
})
