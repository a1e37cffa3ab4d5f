import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Bug } from './bug.ts'
import { bugs } from './bugs.ts'

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

/** Runs the simulation, with these arguments, in a copy of the product that has the bug, and returns its exit code. Throws TypeError. */
export function runWithBug(name: string, given: readonly string[]): number {
  const bug = bugs.find((one) => one.name === name)
  if (!bug) throw new TypeError(`there is no bug ${name}; there are ${bugs.map((one) => one.name).join(', ')}`)
  const copy = mkdtempSync(join(tmpdir(), 'daypass-bug-'))
  try {
    for (const folder of ['src', 'scripts', 'schemas', 'demo', 'test/fakes', 'test/simulation'])
      cpSync(join(root, folder), join(copy, folder), { recursive: true })
    for (const file of readdirSync(join(root, 'test')))
      if (file.endsWith('.ts')) cpSync(join(root, 'test', file), join(copy, 'test', file))
    cpSync(join(root, 'package.json'), join(copy, 'package.json'))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    plant(bug, copy)
    const rest = given.filter((one, index) => one !== '--bug' && given[index - 1] !== '--bug')
    const { status } = spawnSync(process.execPath, ['scripts/simulate.ts', ...rest], { cwd: copy, stdio: 'inherit' })
    return status ?? 1
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
