import { basename, dirname, sep } from 'node:path'

/**
 * An order of tests for a changed file, both given by path: first those named after it, then those of its folder, in the mirror below
 * `test/unit`, then all others.
 */
export function nearestFirst(changed: string): (a: string, b: string) => number {
  const folder = dirname(changed.slice(changed.lastIndexOf(`${sep}src${sep}`) + `${sep}src${sep}`.length))
  const name = basename(changed, '.ts')
  const distance = (test: string): number => {
    if (!dirname(test).endsWith(`${sep}unit${sep}${folder}`)) return 2
    return basename(test).startsWith(`${name}.`) || basename(test).startsWith(`${name}-`) ? 0 : 1
  }
  return (a, b) => distance(a) - distance(b)
}
