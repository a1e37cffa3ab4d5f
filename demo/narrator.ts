/** Tells a tour step by step, with the time that each took; a step that did not happen ends the tour. */
export type Narrator = {
  title(line: string): void
  note(line: string): void
  /** Does a step and tells it; what it returns is passed on. Throws when the step throws. */
  step<T>(what: string, action: () => Promise<T>): Promise<T>
  /** Shows text as GitHub or a terminal would, indented. */
  quote(text: string, heading?: string): void
  done(): void
  failed(error: unknown): void
}

export function createNarrator(print: (line: string) => void): Narrator {
  const started = performance.now()
  let steps = 0
  return {
    title: (line) => print(`\n${line}\n${'='.repeat(line.length)}\n`),
    note: (line) => print(`   … ${line}`),
    step: async (what, action) => {
      steps += 1
      print(`\n${steps}. ${what}`)
      const before = performance.now()
      const result = await action()
      print(`   ✓ ${((performance.now() - before) / 1000).toFixed(1)} s`)
      return result
    },
    quote: (text, heading) => {
      if (heading) print(`   ${heading}`)
      for (const line of text.trimEnd().split('\n')) print(`   │ ${line}`)
    },
    done: () => print(`\nAll ${steps} steps happened, in ${((performance.now() - started) / 1000).toFixed(0)} s.`),
    failed: (error) =>
      print(`\n   ✗ this step did not happen: ${error instanceof Error ? error.message : String(error)}`),
  }
}

/** What the reader of a comment sees: no markers, folds opened only as a line, cipher text shortened. */
export function asShown(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/<details>\s*<summary>([\s\S]*?)<\/summary>[\s\S]*?<\/details>/g, '▸ $1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
