export const commandNames = ['done', 'cancel', 'revoke', 'extend', 'explain', 'retry'] as const
export type CommandName = (typeof commandNames)[number]

export type Command = { name: CommandName; rest: string } | { name: 'unknown'; text: string }

/**
 * The command in a comment, or undefined when it holds none. Only the first line counts, and only when the slash is its very
 * first character: a quoted or indented command is talk about commands. `/usr/bin` is a path; `/stop` is an unknown command.
 * `rest` is free text; whether the writer may do this, and whether the comment is new, is for the caller to find out.
 */
export function readCommand(comment: string): Command | undefined {
  const end = comment.indexOf('\n')
  const line = (end < 0 ? comment : comment.slice(0, end)).trimEnd()
  const match = /^\/([A-Za-z][A-Za-z-]{0,31})(?:[ \t]+(.*))?$/.exec(line)
  if (!match) return undefined
  const name = commandNames.find((known) => known === match[1])
  return name ? { name, rest: match[2] ?? '' } : { name: 'unknown', text: `/${match[1]}` }
}
