import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Bug, isInStore } from './bug.ts'
import { bugNamed } from './bugs.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Plants the bug in a copy of the product. Throws TypeError where the text to be replaced does not stand there once. */
export function plant(bug: Bug, copy: string): void {
  for (const { file, from, to } of bug.replace) {
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    if (text.split(from).length !== 2) throw new TypeError(`${bug.name}: what is to be replaced is not in ${file} once`)
    writeFileSync(
      path,
      text.replace(from, () => to),
    )
  }
}

/** A copy of the product with what the simulation needs, which the caller removes. */
export function copyProduct(): string {
  const copy = mkdtempSync(join(tmpdir(), 'daypass-bug-'))
  for (const folder of ['src', 'scripts', 'schemas', 'demo', 'test/fakes', 'test/simulation'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true })
  for (const file of readdirSync(join(root, 'test')))
    if (file.endsWith('.ts')) cpSync(join(root, 'test', file), join(copy, 'test', file))
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** The command that plays runs in a copy, on the store that can show the bug. */
export function simulationWith(bug: Bug, given: readonly string[]): string[] {
  const choice = given.includes('--store') ? [] : ['--store', isInStore(bug) ? 'embedded' : 'memory']
  return ['scripts/simulate.ts', ...given, ...choice]
}

/** Runs the simulation, with these arguments, in a copy of the product that has the bug, and returns its exit code. Throws TypeError. */
export function runWithBug(name: string, given: readonly string[]): number {
  const bug = bugNamed(name)
  const copy = copyProduct()
  try {
    plant(bug, copy)
    const rest = given.filter((one, index) => one !== '--bug' && given[index - 1] !== '--bug')
    const { status } = spawnSync(process.execPath, simulationWith(bug, rest), { cwd: copy, stdio: 'inherit' })
    return status ?? 1
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
