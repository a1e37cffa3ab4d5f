import type { ErrorCode } from './error-codes.ts'

/** A finding that knows its line (from 1) as a number, so that findings can be put in order. */
export type LineFinding = { line: number; code: ErrorCode; message: string }

/**
 * Characters that GitHub does not show, or that move others about: controls, format and bidi characters, tags, variation
 * selectors, fillers, line separators, lone surrogates, private use, unassigned. Tab and line feed are not among them.
 */
const unseen = /(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/**
 * Emoji are made with joiners, selectors and tags; the sequences that Unicode recommends are a closed list and show as one. None begins
 * with what is not seen. The list is long: it is gone through only where one of them can begin, and not for one that stands alone. The
 * group is what is not seen; groups with names would take as long again.
 */
const emojiOrUnseen =
  /((?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])|(?!\p{RI})\p{Emoji_Presentation}(?![\u200D\uFE0F\u20E3\p{Emoji_Modifier}\u{E0020}-\u{E007F}])|(?=[\p{Emoji}--[#*0-9]]|[#*0-9]\ufe0f)\p{RGI_Emoji}/gv

/**
 * The same with emoji that are joined without the selectors that belong into them, as many keyboards write them: the first group. The
 * second is what is not seen.
 */
const seenOrUnseen =
  /(\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)+)|(?!\p{RI})\p{Emoji_Presentation}(?![\u200D\uFE0F\u20E3\p{Emoji_Modifier}\u{E0020}-\u{E007F}])|(?=[\p{Emoji}--[#*0-9]]|[#*0-9]\ufe0f)\p{RGI_Emoji}|((?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])/gv

/** Letters and marks of the scripts that are written with joiners: Persian, Hindi, Sinhala and their like. */
const joining =
  /[[\p{L}\p{M}]&&[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]]/v

function isJoiner(text: string, at: number): boolean {
  return /[\u200C\u200D]/.test(text[at] ?? '') && joining.test(text[at - 1] ?? '') && joining.test(text[at + 1] ?? '')
}

/** Whether these joined pictures are an emoji that Unicode recommends, once each has its selector. */
function isEmoji(joined: string): boolean {
  if (/^\p{RGI_Emoji}$/v.test(joined)) return true
  const whole = joined.replace(/(?!\p{Emoji_Presentation})\p{Emoji}(?![\uFE0F\p{Emoji_Modifier}])/gv, '$&\uFE0F')
  return /^\p{RGI_Emoji}$/v.test(whole)
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * The first character of the text that nobody would see, as `U+202E`; undefined when there is none. Strict: for names, paths, owners and
 * other texts that are compared.
 */
export function unseenCharacter(text: string): string | undefined {
  // Looking for emoji is slow, and most lines hold nothing of the kind.
  if (!unseen.test(text)) return undefined
  for (const [, hidden] of text.matchAll(emojiOrUnseen)) {
    if (hidden !== undefined) return nameOf(hidden)
  }
  return undefined
}

/** The first character that nobody would see in what a person wrote, and where: joiners that its script needs are seen. */
export function unseenInText(text: string): { name: string; index: number } | undefined {
  if (!unseen.test(text)) return undefined
  for (const { index, 1: joined, 2: hidden } of text.matchAll(seenOrUnseen)) {
    if (hidden !== undefined && !isJoiner(text, index)) return { name: nameOf(hidden), index }
    const name = joined === undefined || isEmoji(joined) ? undefined : unseenCharacter(joined)
    if (name !== undefined) return { name, index }
  }
  return undefined
}

/** The text on one line, with a visible mark in place of each character that nobody would see. */
export function withoutUnseen(text: string): string {
  const line = text.replace(/[\t\n]/g, ' ')
  if (!unseen.test(line)) return line
  const strictly = (part: string): string =>
    part.replace(emojiOrUnseen, (found, hidden: string | undefined) => (hidden === undefined ? found : '\uFFFD'))
  return line.replace(
    seenOrUnseen,
    (found: string, joined: string | undefined, hidden: string | undefined, at: number) => {
      if (hidden !== undefined) return isJoiner(line, at) ? found : '\uFFFD'
      return joined === undefined || isEmoji(joined) ? found : strictly(found)
    },
  )
}

/** Scripts that put no blanks between words, and mark where a line may break instead. */
const unspaced = /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]/u

/**
 * The text without what a clipboard leaves in it, where nobody sees a difference: marks for a break beside a blank, at an edge, or in a
 * script that has no blanks; hyphens of a syllable inside a word. Within a word of other scripts such marks stay, to be refused.
 */
export function withoutDebris(text: string): string {
  if (!unseen.test(text)) return text
  return text
    .replace(/[\u200B\u2060\uFEFF]+/g, (run, at: number) => {
      const [before, after] = [text[at - 1] ?? ' ', text[at + run.length] ?? ' ']
      const isEdge = /\s/.test(before) || /\s/.test(after)
      return isEdge || (unspaced.test(before) && unspaced.test(after)) ? '' : run
    })
    .replace(/(?<=\p{L}{2})\u00AD(?=\p{L}{2})/gu, '')
}

/** A line without the marks of quotes and lists before it: what a heading or a definition inside one would begin with. */
export function unwrapped(line: string): string {
  return line.replace(/^[ \t]*(?:(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*)*/, '')
}
