import { unwrapped } from '../hidden-text.ts'
import { named } from '../markdown.ts'

/** An address between angle brackets is shown as it is, without the brackets. */
const address = /^<(?:https?:\/\/[^\s<>`]{1,2000}|[\w.+%-]{1,64}@[A-Za-z0-9.-]{1,253})>/i

/**
 * A picture as GitHub writes it into a text when somebody pastes one. Its description is not shown beside it, so only a short plain one
 * may be there.
 */
const picture =
  /^<img(?: (?:width|height)="\d{1,5}"| alt="[\w .,()-]{0,80}"| src="https:\/\/[\w.~/?=%:-]{1,300}"){1,4} ?\/?>/

function isPicture(text: string): boolean {
  const [tag = ''] = picture.exec(text) ?? []
  const names = [...tag.matchAll(/ (width|height|alt|src)="/g)].map(([, name]) => name)
  return names.includes('src') && new Set(names).size === names.length
}

/**
 * What runtimes print for code that has no name, as in `at Order.<init>(Order.java:7)`. GitHub leaves it out; it says nothing that anybody
 * could be misled by. At the beginning of a line it could open more than itself.
 */
const nameless = /^<(?:init|clinit|anonymous|module|lambda|listcomp|dictcomp|setcomp|genexpr)>(?=[\s(.,:;)\]]|$)/

/** Whether what begins with this `<` may be a tag: a name, and behind it what can go on in one (GFM 6.10, 4.6). */
function mayBeTag(text: string, hasEnd: boolean, begins: boolean): boolean {
  if (!/^<[A-Za-z]/.test(text)) return true
  const [, next = '', after = ''] = /^<[A-Za-z][A-Za-z0-9-]{0,63}(.?)(.?)/s.exec(text) ?? []
  if (/[A-Za-z0-9-]/.test(next)) return true
  if (next === '/') return after === '>' || after === ''
  return /^[\s>]?$/.test(next) && (hasEnd || begins)
}

/**
 * The first piece in a line that GitHub takes for HTML and hides, quoted; undefined: none. `hasEnd`: a `>` stands behind this column in
 * the paragraph. The line is without what code spans show.
 */
export function htmlIn(line: string, hasEnd: (column: number) => boolean): string | undefined {
  if (!/<[A-Za-z/!?]/.test(line)) return undefined
  const start = line.length - unwrapped(line).length
  for (const { index } of line.matchAll(/<[A-Za-z/!?]/g)) {
    const text = line.slice(index, index + 2400)
    if (address.test(text) || isPicture(text) || (index > start && nameless.test(text))) continue
    if (mayBeTag(text, hasEnd(index), index <= start)) return named(quoted(text))
  }
  return undefined
}

function quoted(text: string): string {
  const end = text.indexOf('>')
  return text.slice(0, end < 0 ? 30 : Math.min(end + 1, 60))
}
