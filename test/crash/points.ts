/** Which side of a crossing a process dies at: `before`: the call was not made; `after`: it was, and nobody has heard how it went. */
export type Side = 'before' | 'after'
export const sides: readonly Side[] = ['before', 'after']

/** Where a process dies. `hit`: at the how-manieth time that it gets there, counted from the beginning of the run. */
export type Death = { name: string; side: Side; hit: number }

/** One line of a journal: that there is a crossing of this name, or that a process got to one side of it. */
export type Line = { what: 'known' | Side; name: string }

export const lineOf = ({ what, name }: Line): string => `${what} ${name}\n`

/** Reads a journal. A last line that a death has cut is left out. */
export function readJournal(text: string): Line[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  return lines.flatMap((line) => {
    const [, what, name] = /^(known|before|after) (\S.*)$/.exec(line) ?? []
    return what && name ? [{ what: what as Line['what'], name }] : []
  })
}

/** How often each side of each crossing was got to, as `before requests.save`. */
export function hitsIn(lines: readonly Line[]): Map<string, number> {
  const hits = new Map<string, number>()
  for (const line of lines) {
    const where = `${line.what} ${line.name}`
    if (line.what !== 'known') hits.set(where, (hits.get(where) ?? 0) + 1)
  }
  return hits
}

/** Every crossing that a journal knows of, in the order of the alphabet. */
export const namesIn = (lines: readonly Line[]): string[] => [...new Set(lines.map(({ name }) => name))].sort()
