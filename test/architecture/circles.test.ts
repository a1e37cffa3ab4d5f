import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** The modules below some folders, each with the modules that it imports; type imports count. */
function graphOf(folders: readonly string[]): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map((file) => posix.join(folder, file)),
  )
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]))
}

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    posix.join(posix.dirname(file), match[1] ?? ''),
  )
}

/** Every way back to where one began, once, as `a → b → a`. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  function follow(file: string, path: readonly string[]): void {
    const start = path.indexOf(file)
    if (start >= 0) found.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) follow(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) follow(file, [])
  return found
}

describe('no module imports itself by way of others, types included', () => {
  test.each([['src'], ['demo'], ['test'], ['bench'], ['scripts']])('%s', (folder) => {
    const graph = graphOf([folder])
    expect(graph.size).toBeGreaterThan(0)
    expect(circlesIn(graph)).toEqual([])
  })

  test('a circle is found, through types and through import() too', () => {
    const graph = new Map([
      ['a.ts', importsOf('a.ts', "import type { B } from './b.ts'")],
      ['b.ts', importsOf('b.ts', "export { c } from './c.ts'")],
      ['c.ts', importsOf('c.ts', "const a = await import('./a.ts')")],
      ['d.ts', importsOf('d.ts', "import { a } from './a.ts'")],
    ])
    expect(circlesIn(graph)).toEqual(['a.ts → b.ts → c.ts → a.ts'])
  })
})
