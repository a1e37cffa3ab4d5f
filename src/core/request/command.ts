export const commandNames = ['done', 'cancel', 'revoke', 'extend', 'explain', 'retry'] as const
export type CommandName = (typeof commandNames)[number]

/**
 * What a comment tells Daypass. `unknown`: it begins like a command and is none, or none in this spelling; `yes`: it agrees in words,
 * which no words can do.
 */
export type Command = { name: CommandName; rest: string } | { name: 'unknown'; text: string } | { name: 'yes' }

/**
 * The command in a comment, or undefined when it holds none. Orders that end access are heard however they are spelled, since ending is
 * the safe reading: the first line that is neither empty nor quoted begins, behind blanks or marks of emphasis, with the slash and the
 * name in any case, whatever punctuation follows; or such a line stands alone below one line of greeting. All others are read strictly:
 * the slash is the very first character. In a quote, a fence, HTML or a sentence nothing is an order. `rest` is free text; whether
 * the writer may do this, and who wrote it, is for the caller to find out.
 */
export function readCommand(comment: string): Command | undefined {
  const strict = strictly(firstLine(comment))
  if (strict) return strict
  const lines = ownLines(comment)
  const [first = '', second = ''] = lines
  const order = orderIn(first) ?? (lines.length === 2 && isGreeting(first) ? orderIn(second) : undefined)
  if (order) return order
  const [, text] = /^[*_~`]{0,10}(\/[A-Za-z][A-Za-z-]{0,31})(?![\w/-])/.exec(first) ?? []
  const missed = text ?? orderInDisguise(first) ?? orderAmongTalk(lines)
  if (missed !== undefined) return { name: 'unknown', text: missed }
  return saysYes(first) ? { name: 'yes' } : undefined
}

const ends = /^(done|cancel|revoke)$/i

function firstLine(comment: string): string {
  const end = comment.indexOf('\n')
  return (end < 0 ? comment : comment.slice(0, end)).trimEnd()
}

/** `/usr/bin` is a path; `/stop` is an unknown command, and `/Retry` is one in this spelling. */
function strictly(line: string): Command | undefined {
  const match = /^\/([A-Za-z][A-Za-z-]{0,31})(?:[ \t]+(?![ \t])([^\n]*))?$/.exec(line)
  if (!match) return undefined
  const [, written = '', rest = ''] = match
  const name = commandNames.find((known) => known === (ends.test(written) ? written.toLowerCase() : written))
  return name ? { name, rest } : { name: 'unknown', text: `/${written}` }
}

/** What is read of a comment to find its order: whoever writes more than that gives none. */
const mostLines = 50
const widest = 2_000

/** Lines that are the writer's own: neither empty nor quoted, up to where a mail program begins to repeat what was answered. */
function ownLines(comment: string): string[] {
  const own: string[] = []
  for (const line of comment.slice(0, mostLines * widest).split(/\r?\n/, mostLines)) {
    const text = line.trim()
    if (/^--$|^On .{1,300} wrote:$/.test(text)) break
    if (text !== '' && !text.startsWith('>')) own.push(text.slice(0, widest))
  }
  return own
}

function orderIn(line: string): Extract<Command, { rest: string }> | undefined {
  const match = /^[*_~]{0,10}\s?\/(done|cancel|revoke)(?![A-Za-z0-9/-]|_[A-Za-z0-9])([^\n]*)$/i.exec(line)
  const [, name, after = ''] = match ?? /^`\/(done|cancel|revoke)`(\p{P}{0,5})$/iu.exec(line) ?? []
  if (name === undefined) return undefined
  const rest = after.replace(/^[\p{P}\p{S}\s]{1,20}/u, '').trim()
  return { name: name.toLowerCase() as CommandName, rest }
}

/** An order that stands between other lines is talk, or was meant: its writer is asked. Within a fence or HTML it is an example. */
function orderAmongTalk(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    if (opensOther.test(line)) return undefined
    const order = orderIn(line)
    if (order) return `/${order.name}`
  }
  return undefined
}

/** A line that is nothing but an order in a list, in quotes, behind what nobody sees, or with another slash: its writer is asked. */
function orderInDisguise(line: string): string | undefined {
  const bare = line
    .slice(0, 60)
    .replace(/^[\p{C}\p{Default_Ignorable_Code_Point}]+/u, '')
    .replace(/^(?:[-+*]|\d{1,2}[.)])[ \t]{1,9}/, '')
    .replace(/^["'“‘«([]/, '')
  const [, name] = /^[/／][ \t]{0,3}(done|cancel|revoke)[\p{P}\p{C}]{0,5}$/iu.exec(bare) ?? []
  return name && `/${name.toLowerCase()}`
}

const opensOther = /^(?:`{3}|~{3}|<)/

/** One line of talk; one that opens a fence, a table or HTML, or leads over to what follows, is something else. */
function isGreeting(line: string): boolean {
  return line.length <= 100 && !opensOther.test(line) && !/^[|/]|:$|<!--/.test(line)
}

const yes =
  /^(?:lgtm|\/?lgtm|(?:i )?approved?|approve this|yes|ok(?:ay)?|ship it|\+1|:\+1:|👍|looks good(?: to me)?)$/iu

/** A whole line of agreement, whatever punctuation it ends in; several such words may be joined. */
function saysYes(line: string): boolean {
  if (line.length > 60) return false
  const words = line
    .split(/[,;.!]+|\band\b/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return words.length > 0 && words.every((word) => yes.test(word))
}
