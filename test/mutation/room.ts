import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

/** Where things lie in a folder in which mutants are tried. All that is written is written there. */
export type Places = {
  /** A copy of the tree. Stryker writes `stryker.log` into it. */
  tree: string
  journal: string
  planOf: (part: string) => string
  temporary: string
}

export const placesIn = (room: string): Places => ({
  tree: join(resolve(room), 'tree'),
  journal: join(resolve(room), 'journal.jsonl'),
  planOf: (part) => join(resolve(room), `plan-${part}.json`),
  temporary: join(resolve(room), 'tmp'),
})

export type Room = Places & {
  /** What changes when any file of the copy does. */
  treeSha256: string
  /** SHA-256 of each file below `src`, by its path from the top. */
  files: Record<string, string>
}

/** What a copy is made of. The rest is not needed to run unit tests, or is as large as everything else together. */
const needed = ['src', 'test', 'schemas', 'policies', 'demo', 'docs', 'bin', 'bench', 'scripts']
const loose = /^(package\.json|app\.yml|tsconfig.*\.json|vitest.*\.ts|[A-Z]+\.md|LICENSE)$/

/**
 * Copies the tree into the room, anew each time: a run that was cut leaves changed lines behind. The journal stays. Throws where the room
 * lies within the tree or around it.
 */
export function makeRoom(from: string, folder: string): Room {
  const [source, room] = [resolve(from), resolve(folder)]
  if (contains(source, room) || contains(room, source))
    throw new TypeError('--room is a folder outside of the tree: nothing is written into the tree')
  const places = placesIn(room)
  const { tree, temporary } = places
  for (const old of [tree, temporary]) rmSync(old, { recursive: true, force: true })
  for (const made of [tree, temporary]) mkdirSync(made, { recursive: true })
  const names = readdirSync(source).filter((name) => needed.includes(name) || loose.test(name))
  for (const name of names) cpSync(join(source, name), join(tree, name), { recursive: true })
  symlinkSync(join(source, 'node_modules'), join(tree, 'node_modules'))
  const hashes = names.sort().flatMap((name) => hashesBelow(tree, join(tree, name)))
  return {
    ...places,
    treeSha256: sha256(JSON.stringify(hashes)),
    files: Object.fromEntries(hashes.filter(([path]) => path.startsWith('src/'))),
  }
}

const contains = (outer: string, inner: string): boolean => `${inner}${sep}`.startsWith(`${outer}${sep}`)

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function hashesBelow(tree: string, path: string): [path: string, hash: string][] {
  if (statSync(path).isDirectory())
    return readdirSync(path)
      .sort()
      .flatMap((name) => hashesBelow(tree, join(path, name)))
  return [[relative(tree, path).split(sep).join('/'), sha256(readFileSync(path))]]
}
