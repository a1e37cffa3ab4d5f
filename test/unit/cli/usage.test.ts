import { describe, expect, it } from 'vitest'
import { DaypassError, ProblemsError } from '../../../src/core/error.ts'
import { createWorld, issueUrl } from './world.ts'

describe('the command line', () => {
  it('explains itself to a newcomer', async () => {
    const world = await createWorld()
    expect(await world.run('--help')).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../golden/cli/help.txt')
    expect(await world.run('open', '--help')).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../golden/cli/help-open.txt')
  })

  it('prints its version', async () => {
    const world = await createWorld()
    expect(await world.run('--version')).toBe(0)
    expect(world.out).toBe('1.2.3\n')
  })

  it('shows help and answers 2 when nothing is asked', async () => {
    const world = await createWorld()
    expect(await world.run()).toBe(2)
    expect(world.err).toContain('Usage: daypass')
    expect(world.out).toBe('')
  })

  it('serves', async () => {
    const world = await createWorld()
    expect(await world.run('serve')).toBe(0)
    expect(world.out).toBe('served\n')
  })

  const wrong: [string, string[]][] = [
    ['an unknown command', ['opne', issueUrl]],
    ['a command of a later version', ['status']],
    ['an unknown subcommand', ['policy', 'chekc']],
    ['two folders', ['policy', 'check', '.', '.']],
    ['an unknown option', ['open', '--jason', issueUrl]],
    ['no issue', ['open']],
    ['two issues', ['open', issueUrl, issueUrl]],
    ['no program', ['exec', issueUrl]],
    ['options of a program without "--"', ['exec', issueUrl, 'npm', 'test', '--watch']],
    ['two forms of answer', ['open', '--env', '--json', issueUrl]],
    ['a number for an issue', ['open', '42']],
    ['a commit', ['open', 'https://github.com/acme/access/commit/42']],
    ['an issue over http', ['open', 'http://github.com/acme/access/issues/42']],
    ['an address with a user name', ['open', 'https://github.com@evil.example/acme/access/issues/42']],
    ['a path that climbs', ['open', 'https://github.com/acme/../issues/42']],
    ['issue 0', ['open', 'https://github.com/acme/access/issues/0']],
    ['a key that is not there', ['open', '-i', '/nowhere/id', issueUrl]],
  ]
  it.each(wrong)('answers 2 to %s', async (_name, args) => {
    const world = await createWorld()
    expect(await world.run(...args)).toBe(2)
    const printed = world.out + world.err
    expect(printed).toContain('USAGE')
    expect(printed.split('\n').length).toBeLessThan(10)
    expect(world.tokensUsed).toEqual([])
  })

  it('says errors as JSON on standard output when asked', async () => {
    const world = await createWorld()
    expect(await world.run('open', '--json', '42')).toBe(2)
    expect(world.err).toBe('')
    expect(JSON.parse(world.out)).toEqual({
      error: { code: 'USAGE', where: '42', message: expect.stringContaining('That is not the address of an issue.') },
    })
    expect(await world.run('opne', '--json')).toBe(2)
    expect(JSON.parse(world.out).error.code).toBe('USAGE')
  })

  it('takes --json after "--" for the program’s own', async () => {
    const world = await createWorld()
    expect(await world.run('exec', '42', '--', 'jq', '--json')).toBe(2)
    expect(world.out).toBe('')
    expect(world.err).toContain('[USAGE]')
  })

  const thrown: [string, unknown, string][] = [
    [
      'a coded error',
      new DaypassError('STORE_LOCKED', 'Another Daypass uses it. Stop that one.', { where: './data' }),
      './data: Another Daypass uses it. Stop that one. [STORE_LOCKED]\n',
    ],
    [
      'several problems',
      new ProblemsError('CONFIG_INVALID', 'Daypass cannot start.', [
        { code: 'CONFIG_MISSING', where: 'APP_ID', message: 'is not set.' },
        { code: 'CONFIG_INVALID', where: 'PORT', message: 'is not a port.' },
      ]),
      'Daypass cannot start.\n  APP_ID: is not set. [CONFIG_MISSING]\n  PORT: is not a port. [CONFIG_INVALID]\n',
    ],
    [
      'a fault of our own',
      new TypeError('x is not a function'),
      'Daypass made a mistake of its own: x is not a function. Please report it. [INTERNAL]\n',
    ],
    [
      'something that is not an error',
      'boom',
      'Daypass made a mistake of its own: boom. Please report it. [INTERNAL]\n',
    ],
  ]
  it.each(thrown)('answers 1 to %s', async (_name, error, text) => {
    const world = await createWorld()
    world.deps.serve = async () => {
      throw error
    }
    expect(await world.run('serve')).toBe(1)
    expect(world.err).toBe(text)
  })
})
