import { describe, expect, test } from 'vitest'
import { importsIn, type Module, modulesBelow, targetOf } from './modules.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** What leads where; `nameOf` says what a module counts as: itself, or the room that it lies in. */
function graphOf(modules: readonly Omit<Module, 'text'>[], nameOf = (path: string) => path): Graph {
  const graph = new Map<string, string[]>()
  for (const module of modules) {
    const from = nameOf(module.path)
    const to = module.imports.flatMap((specifier) => targetOf(module, specifier) ?? []).map(nameOf)
    graph.set(from, [...(graph.get(from) ?? []), ...to.filter((name) => name !== from)])
  }
  return graph
}

/** Every way back to where it began, once, as `a → b → a`. */
function circlesIn(graph: Graph): string[] {
  const found: string[] = []
  const done = new Set<string>()
  function follow(name: string, path: readonly string[]): void {
    const start = path.indexOf(name)
    if (start >= 0) found.push([...path.slice(start), name].join(' → '))
    if (start >= 0 || done.has(name)) return
    for (const next of graph.get(name) ?? []) follow(next, [...path, name])
    done.add(name)
  }
  for (const name of graph.keys()) follow(name, [])
  return [...new Set(found)]
}

describe('no module imports itself by way of others, types included', () => {
  test.each([['src'], ['demo'], ['test'], ['bench'], ['scripts']])('%s', (folder) => {
    const modules = modulesBelow(folder)
    expect(modules.length).toBeGreaterThan(0)
    expect(circlesIn(graphOf(modules))).toEqual([])
  })
})

describe('no two rooms of a folder import each other', () => {
  test.each([['src/core'], ['src/github'], ['src/reconcile/request']])('%s', (folder) => {
    // What lies in the folder itself stands for itself: all rooms may use it, and it may use rooms.
    const roomOf = (path: string) =>
      path
        .split('/')
        .slice(0, folder.split('/').length + 1)
        .join('/')
    const rooms = graphOf(modulesBelow(folder), roomOf)
    expect(rooms.size).toBeGreaterThan(1)
    expect(circlesIn(rooms)).toEqual([])
  })
})

test('a circle is found, through types and through import() too', () => {
  const modules = [
    { path: 'a.ts', imports: importsIn("import type { B } from './b.ts'") },
    { path: 'b.ts', imports: importsIn("export { c } from './c.ts'") },
    { path: 'c.ts', imports: importsIn("const a = await import('./a.ts')") },
    { path: 'd.ts', imports: importsIn("import { a } from './a.ts'") },
  ]
  expect(circlesIn(graphOf(modules))).toEqual(['a.ts → b.ts → c.ts → a.ts'])
})
