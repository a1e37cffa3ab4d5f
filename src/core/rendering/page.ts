import { clip } from '../markdown.ts'

/** GitHub's limit was measured at 262 144 bytes and documented at 65 536 characters; all we write stays below both. */
export const longestComment = 60_000

/** How many bytes of somebody's text are shown: all that the form takes, and less where the whole would be too long. */
export const widest = 4096
const rooms = [widest, 1024, 256, 64] as const

/** Sections of a comment, one empty line between them; empty ones are left out. */
export function page(...sections: readonly string[]): string {
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** The widest rendering that fits. `render` gets the number of bytes that it may show of each text that is not ours. */
export function fitted(render: (room: number) => string): string {
  let text = ''
  for (const room of rooms) {
    text = render(room)
    if (Buffer.byteLength(text) <= longestComment) return text
  }
  // Only a record beyond every schema comes this far: cut rather than not shown at all.
  return clip(text, longestComment)
}
