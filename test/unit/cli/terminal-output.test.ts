import { EventEmitter, once } from 'node:events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Machine } from '../../../src/cli/deps.ts'
import { harmless, withHarmlessOutput } from '../../../src/cli/terminal-output.ts'
import { createWorld, issueUrl } from './world.ts'

/** What a terminal obeys, spelled otherwise than in the source. */
function raw(text: string): string[] {
  return [...text.replaceAll('\r\n', '\n')].filter((one) => {
    const code = one.codePointAt(0) ?? 0
    const control = (code < 32 && code !== 9 && code !== 10) || (code >= 127 && code < 160)
    return control || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x2028
  })
}

const hostile = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\r'

describe('no command prints what a terminal obeys (security.W10)', () => {
  const commands: [string, string[]][] = [
    ['a command', [`op${hostile}en`]],
    ['an option', ['open', `--${hostile}`, issueUrl]],
    ['open', ['open', `https://github.com/${hostile}/access/issues/42`]],
    ['a key', ['open', '-i', `/nowhere/${hostile}`, issueUrl]],
    ['token', ['token', hostile]],
    ['exec', ['exec', hostile, '--', 'true']],
    ['request', ['request', hostile, hostile, hostile, '--reason', hostile, '--repository', hostile]],
    ['trust', ['trust', `https://${hostile}`]],
    ['init', ['init', `/nowhere/${hostile}`, '--organisation', hostile]],
    ['opa', ['opa', '--fetch', '--from', hostile]],
    ['audit verify', ['audit', 'verify', hostile]],
    ['audit show', ['audit', 'show', hostile]],
    ['audit export', ['audit', 'export', hostile, '--format', hostile]],
    ['audit forget', ['audit', 'forget', hostile]],
    ['help', ['help', hostile]],
  ]
  it.each(
    commands.flatMap(
      ([name, args]) =>
        [
          [name, args],
          [`${name}, as JSON`, [...args, '--json']],
        ] as [string, string[]][],
    ),
  )('%s', async (_name, args) => {
    const world = await createWorld()
    await world.run(...args)
    expect(raw(world.out + world.err)).toEqual([])
  })

  it('nor an error from outside', async () => {
    const world = await createWorld()
    world.deps.serve = () => Promise.reject(new Error(`no ${hostile} server`))
    await world.run('serve')
    expect(world.err).not.toBe('')
    expect(raw(world.err)).toEqual([])
  })
})

describe('what is printed', () => {
  it.each([
    ['plain text', 'a\tb\nc\r\nä 😀 👨‍👩‍👧', 'a\tb\nc\r\nä 😀 👨‍👩‍👧'],
    ['an escape', 'a\u001b[31mb', 'a\\u001b[31mb'],
    ['a lone carriage return', 'a\rb', 'a\\u000db'],
    ['a C1 control', 'a\u009bb', 'a\\u009bb'],
    ['DEL', 'a\u007fb', 'a\\u007fb'],
    ['bidi', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ])('%s', (_name, text, printed) => {
    expect(harmless(text)).toBe(printed)
  })

  it('holds nothing raw, and JSON means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const printed = harmless(JSON.stringify(value, null, 2))
        expect(raw(printed)).toEqual([])
        expect(JSON.stringify(JSON.parse(printed))).toBe(JSON.stringify(value))
      }),
    )
  })

  it('goes to an output whose events can still be waited for', async () => {
    const written: string[] = []
    const stdout = Object.assign(new EventEmitter(), { write: (text: string) => written.push(text) })
    const machine = withHarmlessOutput({ stdout, stderr: stdout } as unknown as Machine)
    const drained = once(machine.stdout as unknown as EventEmitter, 'drain')
    stdout.emit('drain')
    await drained
    machine.stdout.write('\u001b')
    expect(written).toEqual(['\\u001b'])
  })
})
