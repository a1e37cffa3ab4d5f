import type { Machine, Output } from './deps.ts'

/** What a terminal obeys, or by which it shows other than what is written. Line ends and tabs are not among them. */
const obeyed = /(?!\n|\t|\r\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

/**
 * The text without anything that a terminal obeys: such a character becomes `\u001b`, its escape in JSON. In JSON the value stays the
 * same; elsewhere its reader sees what was there.
 */
export function harmless(text: string): string {
  return text.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * The machine with outputs that no command, argument, error or text from GitHub can bring an escape sequence through: the one place by
 * which everything is printed. What `exec` runs has the real ones.
 */
export function withHarmlessOutput(machine: Machine): Machine {
  const { stdout, stderr, askHidden } = machine
  return {
    ...machine,
    stdout: harmlessOutput(stdout),
    stderr: harmlessOutput(stderr),
    askHidden: askHidden && ((question) => askHidden(harmless(question))),
  }
}

/** All but `write` is the output's own: whoever writes much waits for its events. */
function harmlessOutput(output: Output): Output {
  return new Proxy(output, {
    get: (target, name) => {
      if (name === 'write') return (text: string) => target.write(harmless(text))
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
