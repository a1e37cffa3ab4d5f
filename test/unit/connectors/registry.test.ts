import { describe, expect, test } from 'vitest'
import type { AnyConnector, Entry, Kind } from '../../../src/connectors/kinds.ts'
import { canEnd, createRegistry } from '../../../src/connectors/registry.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { ConnectorTerms } from '../../../src/ports/connector.ts'

/** A connector that says how it was made, and does nothing. */
const made = (how: string, mints: boolean): AnyConnector => {
  const connector = { how, ...(mints ? { accessToken: async () => ({ token: how }) } : {}) }
  return connector as unknown as AnyConnector
}
const howOf = (connector: unknown): string => (connector as { how: string }).how

const terms = { declare: () => ({}), check: () => [], health: async () => [] } as unknown as ConnectorTerms

/** `token` ends without settings, `vault` does not. */
const kinds: Record<string, Kind<string>> = {
  token: {
    terms: () => terms,
    create: (parts, name) => made(`${parts} token ${name}`, true),
    createWithoutSettings: (parts, name) => made(`${parts} bare token ${name}`, true),
  },
  vault: { terms: () => terms, create: (parts, name) => made(`${parts} vault ${name}`, false) },
}

const entry = (type: string, ...repositories: number[]): Entry => ({ type, repositories })
const connectors = {
  api: { ...entry('token', 1, 2), floors: { max_duration: '1h' } },
  orders: entry('vault', 1),
  unset: undefined,
}
const registry = createRegistry({ connectors }, kinds, 'whole')

const by = (connector: string, connectorType: string) => ({ connector, connectorType })
/** How the connector was made that is answered, or the code of the refusal. */
function outcome(ask: () => unknown): string {
  try {
    const answer = ask()
    return answer === undefined ? 'none' : howOf(answer)
  } catch (error) {
    return error instanceof DaypassError ? error.code : 'no error of ours'
  }
}

describe('who ends a grant, and who renews it', () => {
  test.each<[string, ReturnType<typeof by>, string, string]>([
    ['the connector that began it', by('api', 'token'), 'whole token api', 'whole token api'],
    ['of a kind that needs settings: the same', by('orders', 'vault'), 'whole vault orders', 'none'],
    ['dropped, and needs no settings: one of its kind', by('gone', 'token'), 'whole bare token gone', 'none'],
    ['dropped, and needs settings: nobody', by('gone', 'vault'), 'CONNECTOR_GONE', 'none'],
    ['another kind by now, and needs settings: nobody', by('api', 'vault'), 'CONNECTOR_GONE', 'none'],
    ['another kind by now, and needs none: its own', by('orders', 'token'), 'whole bare token orders', 'none'],
    ['of a kind that nobody knows', by('api', 'ftp'), 'CONNECTOR_GONE', 'none'],
    ['of a kind that nobody knows, dropped', by('gone', 'ftp'), 'CONNECTOR_GONE', 'none'],
    ['of no kind', by('api', ''), 'CONNECTOR_GONE', 'none'],
    ['of a kind that is a word of the language', by('api', 'constructor'), 'CONNECTOR_GONE', 'none'],
    ['of a kind that is written otherwise', by('api', 'Token'), 'CONNECTOR_GONE', 'none'],
    ['of a name that is a word of the language', by('constructor', 'vault'), 'CONNECTOR_GONE', 'none'],
    ['without settings in the file', by('unset', 'vault'), 'CONNECTOR_GONE', 'none'],
  ])('%s', (_, grant, ends, renews) => {
    expect(outcome(() => registry.connectorOf(grant))).toBe(ends)
    expect(outcome(() => registry.tokensOf(grant))).toBe(renews)
    expect(canEnd({ connectors }, kinds, grant)).toBe(ends !== 'CONNECTOR_GONE')
  })

  test.each<[string, string, RegExp]>([
    ['gone', 'vault', /no connector `gone` any more.* of the type `vault` .* back into the deployment file/],
    ['api', 'vault', /`api` is of the type `token` by now.* of the type `vault` .* back into the deployment file/],
  ])('says of %s what is missing and what to do', (connector, type, words) => {
    expect(() => registry.connectorOf(by(connector, type))).toThrow(words)
  })
})

describe('who gives access', () => {
  test.each<[string, [number, string, string?], string, boolean]>([
    ['whoever may', [2, 'api'], 'whole token api', true],
    ['who began it', [1, 'orders', 'vault'], 'whole vault orders', true],
    ['nobody of that name', [1, 'gone'], 'CONNECTOR_UNKNOWN', false],
    ['nobody of that name any more', [1, 'gone', 'vault'], 'CONNECTOR_UNKNOWN', false],
    ['not in this repository', [2, 'orders'], 'CONNECTOR_NOT_ALLOWED', false],
    ['not in this repository any more', [2, 'orders', 'vault'], 'CONNECTOR_NOT_ALLOWED', false],
    ['not one that is another kind by now', [1, 'orders', 'token'], 'CONNECTOR_GONE', false],
    ['not one that is another kind by now, which needs no settings', [1, 'api', 'vault'], 'CONNECTOR_GONE', false],
    ['not for a word of the language', [1, 'constructor'], 'CONNECTOR_UNKNOWN', false],
  ])('%s', (_, [repository, name, type], expected, serves) => {
    expect(outcome(() => registry.connectorFor(repository, name, type))).toBe(expected)
    const kind = type ?? connectors[name as 'api' | 'orders']?.type ?? 'token'
    expect(registry.serves(repository, name, kind)).toBe(serves)
  })

  test('floors and repositories are those of the deployment file', () => {
    expect([registry.floorsOf('api'), registry.floorsOf('orders'), registry.floorsOf('gone')]).toEqual([
      { max_duration: '1h' },
      {},
      {},
    ])
    expect([1, 2, 3].map((id) => registry.floorsFor(id))).toEqual([
      [{ max_duration: '1h' }],
      [{ max_duration: '1h' }],
      [],
    ])
    expect([1, 2, 3].map((id) => registry.enrolled(id))).toEqual([true, true, false])
  })

  test('a connector of a kind that there is not is refused when the server starts, and is no other kind', () => {
    for (const type of ['ftp', 'constructor', ''])
      expect(outcome(() => createRegistry({ connectors: { x: entry(type, 1) } }, kinds, ''))).toBe('CONFIG_INVALID')
  })
})
