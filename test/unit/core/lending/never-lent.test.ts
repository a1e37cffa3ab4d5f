import { describe, expect, it, test } from 'vitest'
import {
  type NamedTeam,
  type TeamNode,
  teamsNamedIn,
  whyNeverLent,
  withAbove,
} from '../../../../src/core/lending/never-lent.ts'

// all ── eng ── dev ── dev-web; and ops, which is below nothing.
const teams: TeamNode[] = [
  { id: 1, slug: 'all' },
  { id: 2, slug: 'eng', above: 1 },
  { id: 3, slug: 'dev', above: 2 },
  { id: 4, slug: 'dev-web', above: 3 },
  { id: 5, slug: 'ops' },
]
const tree = { organisation: 'Acme', teams }
const named = (...names: string[]): NamedTeam[] => names.map((name) => ({ name, path: 'CODEOWNERS', line: 1 }))

describe('a team that is to be lent', () => {
  it.each<[string, number, NamedTeam[], string | undefined]>([
    ['where nobody is named', 3, [], undefined],
    ['where another is named', 3, named('@acme/ops'), undefined],
    ['named itself', 3, named('@acme/dev'), '@Acme/dev has a say'],
    ['named in another case', 3, named('@ACME/Dev'), 'has a say'],
    ['below one that is named', 4, named('@acme/dev'), 'who is in @Acme/dev-web is in @Acme/dev'],
    ['far below one that is named', 4, named('@acme/all'), 'who is in @Acme/dev-web is in @Acme/all'],
    ['above one that is named', 2, named('@acme/dev'), '@Acme/dev, which has a say, is below @Acme/eng'],
    ['far above one that is named', 1, named('@acme/dev-web'), '@Acme/dev-web, which has a say, is below @Acme/all'],
    ['beside one that is named', 5, named('@acme/dev', '@acme/all'), undefined],
    ['where another organisation names one so', 3, named('@other/dev'), undefined],
    ['where a name is nobody’s', 3, named('@acme/gone'), undefined],
    ['that nobody sees', 9, [], 'is none that the App of Daypass sees'],
  ])('%s', (_, id, names, why) => {
    const flaw = whyNeverLent(id, tree, names, new Set())
    if (why === undefined) expect(flaw).toBeUndefined()
    else expect(flaw?.why).toContain(why)
  })

  it('may not write to the access repository, where people named in person count by that', () => {
    expect(whyNeverLent(3, tree, [], new Set(['dev']))?.why).toBe('@Acme/dev may write to the access repository')
    expect(whyNeverLent(3, tree, [], new Set(['ops']))).toBeUndefined()
  })
})

test('teams that are above each other in a circle come to an end', () => {
  const round = {
    organisation: 'acme',
    teams: [
      { id: 1, slug: 'a', above: 2 },
      { id: 2, slug: 'b', above: 1 },
    ],
  }
  expect(withAbove(round, 1).map(({ id }) => id)).toEqual([1, 2])
  expect(whyNeverLent(1, round, named('@acme/b'), new Set())?.why).toContain('is in @acme/b')
})

it.each<[string, string, string[]]>([
  ['an owner', '/requests/x/ @acme/dev @alice', ['@acme/dev']],
  ['one in a policy', 'from := ["code-owners", "@Acme/Security-Leads"]', ['@acme/security-leads']],
  ['one at the end of a sentence', '# asks @acme/dev.', ['@acme/dev']],
  ['one of an enterprise', '* @acme/ent:dev', ['@acme/ent:dev']],
  ['two, of which one stands there twice', '* @acme/a @acme/b\n/x @acme/a', ['@acme/a', '@acme/b']],
  ['none', 'alice@acme.example/x @alice https://acme.example/@me', []],
])('finds %s', (_, text, names) => {
  expect(teamsNamedIn(new Map([['file', text]])).map(({ name }) => name)).toEqual(names)
})

it('says where a team is named first', () => {
  const texts = new Map([
    ['a', 'x\ny @acme/dev'],
    ['b', '@acme/dev'],
  ])
  expect(teamsNamedIn(texts)).toEqual([{ name: '@acme/dev', path: 'a', line: 2 }])
})
