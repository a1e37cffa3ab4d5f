import { isBlank, readCodeBlocks } from './code-blocks.ts'
import { exactHeading, isHeadingLike, neededHeadings } from './form-headings.ts'
import { headingReader } from './form-sections.ts'

/**
 * Whether the body of an issue is meant as a request: its first heading is "Resource", as the issue form writes it or as others do,
 * or one of several that together are the form's. Says nothing about the rest, which may still be refused, nor about text before it.
 */
export function startsLikeRequest(body: string): boolean {
  if (!/resource/i.test(body)) return false
  const lines = body
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n')
  const { shown } = readCodeBlocks(lines)
  const headingAt = headingReader({ lines, shown })
  const names = lines.flatMap((_, index) => headingAt(index) ?? []).map(({ name }) => name)
  // As the form writes it, or as others do: then one heading alone is too little to go by.
  const isExact = lines.some((line, index) => !shown[index] && exactHeading(line) === 'Resource')
  if (isExact) return names[0] === 'Resource' || (names[0] !== undefined && isWhole(names))
  // A label is a heading only where nothing stands before it.
  const isLabel = !lines.some((line, index) => !shown[index] && isHeadingLike(line))
  if (isLabel && headingAt(lines.findIndex((line) => !isBlank(line))) === undefined) return false
  return names[0] !== undefined && (isWhole(names) || (names[0] === 'Resource' && names.filter(Boolean).length > 1))
}

function isWhole(names: readonly (string | undefined)[]): boolean {
  return neededHeadings.every((heading) => names.includes(heading))
}
