import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A module of ours: its path from the top of the repository, its text, and what it imports, word for word. */
export type Module = { path: string; text: string; imports: string[] }

/** Every TypeScript module below a folder of the repository, hand-written types of others left out. */
export function modulesBelow(folder: string): Module[] {
  return filesBelow(folder)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, imports: importsIn(text) }
    })
}

/** Every file below a folder of the repository, by its path from the top. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.split(sep).join('/'))
}

/** What a text imports: values, types and `import()` alike. */
export function importsIn(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

/** The module that an import leads to; undefined for a package. */
export function targetOf({ path }: Pick<Module, 'path'>, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined
}
