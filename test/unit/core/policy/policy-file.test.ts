import { expect, it } from 'vitest'
import { policyFileKind } from '../../../../src/core/policy/policy-file.ts'
import { selectGoverned } from '../../../../src/github/governance/governed-files.ts'

const entry = (path: string) => ({ path: `policies/${path}`, mode: '100644', sha: path, size: 1 })

it.each([
  ['a.rego', 'rego'],
  ['x/.hidden.rego', 'rego'],
  ['a_test.rego', 'test'],
  ['x/a_test.rego', 'test'],
  ['data.json', 'data'],
  ['x/y/data.yml', 'data'],
  ['data.yaml', 'data'],
  ['cases/data.yaml', 'data'],
  ['cases/admission.yaml', 'case'],
  ['cases/a.json', 'case'],
  ['README.md', 'note'],
  ['x/notes.md', 'note'],
  ['LICENSE', 'note'],
  ['x/.gitkeep', 'note'],
])('%s is %s (field.D3)', (path, kind) => {
  expect(policyFileKind(path)).toBe(kind)
  const governed = kind === 'rego' || kind === 'data'
  expect(selectGoverned([entry(path)])).toMatchObject({ files: governed ? [{ part: 'policy' }] : [], problems: [] })
})

it.each([
  ['limits.json', /`opa test` would load it/],
  ['x/limits.yaml', /`opa test` would load it/],
  ['.regal.yaml', /`opa test` would load it/],
  ['cases/x/deep.yaml', /`opa test` would load it/],
  ['cases/.dot.yaml', /`opa test` would load it/],
  ['datax.json', /`opa test` would load it/],
  ['a.REGO', /lower case/],
  ['data.JSON', /lower case/],
  ['a.rego.bak', /neither a policy/],
  ['bundle.tar.gz', /neither a policy/],
  ['a.txt', /neither a policy/],
])('%s is refused by name, where the branch is read too (field.D3)', (path, why) => {
  expect(policyFileKind(path)).toEqual({ refused: expect.stringMatching(why) })
  const { files, problems } = selectGoverned([entry('a.rego'), entry(path)])
  expect(files.map((file) => file.path)).toEqual(['policies/a.rego'])
  expect(problems).toEqual([
    { part: 'policy', code: 'POLICY_FORBIDDEN', where: `policies/${path}`, message: expect.stringMatching(why) },
  ])
})
