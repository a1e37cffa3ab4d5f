import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesBelow, modulesBelow } from './modules.ts'

// A stranger finds things by the names of folders and files: folders stay small, and a name means one thing.

const most = 24

/** What each lies in, with how many lie there. */
function countBy(paths: readonly string[], nameOf: (path: string) => string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const path of paths) found.set(nameOf(path), [...(found.get(nameOf(path)) ?? []), path])
  return found
}

describe(`no folder holds more than ${most} files`, () => {
  test.each([['src'], ['demo'], ['bench'], ['scripts'], ['docs'], ['policies'], ['schemas']])('%s', (top) => {
    const folders = [...countBy(filesBelow(top), posix.dirname)].filter(([folder]) => folder !== 'src/ports')
    expect(folders.length).toBeGreaterThan(0)
    expect(folders.filter(([, files]) => files.length > most).map(([folder]) => folder)).toEqual([])
  })
})

test('at most 8 names below src mean two files, a port and its adapter aside', () => {
  const modules = modulesBelow('src').map(({ path }) => path)
  const twice = [...countBy(modules, (path) => posix.basename(path))].filter(([name, paths]) => {
    const isPort = paths.includes(`src/ports/${name}`)
    return paths.length > (isPort ? 2 : 1)
  })
  expect(twice.map(([name]) => name).sort().length, twice.join('\n')).toBeLessThanOrEqual(8)
})

test('test/unit mirrors src: each of its folders is one of src, and no test lies loose', () => {
  const folders = new Set([...countBy(filesBelow('src'), posix.dirname).keys(), 'src'])
  const withParents = new Set([...folders].flatMap((folder) => parentsOf(folder)))
  const astray = modulesBelow('test/unit')
    .map(({ path }) => path)
    .filter((path) => !withParents.has(posix.dirname(path).replace('test/unit', 'src')))
  expect(astray).toEqual([])
  const loose = filesBelow('test/unit').filter((path) => posix.dirname(path) === 'test/unit')
  // The one module that lies beside main.ts.
  expect(loose.filter((path) => !/^test\/unit\/app[.-]/.test(path))).toEqual([])
})

function parentsOf(folder: string): string[] {
  const parent = posix.dirname(folder)
  return parent === '.' ? [folder] : [folder, ...parentsOf(parent)]
}
