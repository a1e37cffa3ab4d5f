import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// Files of the root that nothing else runs where Daypass is tested: no engine for containers is there.

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as { files: string[]; allowScripts: Record<string, boolean> }

describe('.dockerignore', () => {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const through = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))

  test('lets nothing through that it does not name', () => {
    expect(lines[0]).toBe('*')
    expect(through.filter((name) => /[*?/]/.test(name))).toEqual([])
  })

  test('lets through what a build needs', () => {
    const packed = manifest.files.map((path) => path.split('/')[0] ?? '').filter((name) => name !== 'dist')
    const building = ['src', 'scripts', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']
    const needed = new Set([...packed, ...building, 'README.md', 'LICENSE'])
    expect([...through].sort()).toEqual([...needed].sort())
  })

  test('keeps secrets out of the folders that it lets through', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('!')) + 1)
    expect(last).toEqual(expect.arrayContaining(['**/.env', '**/.env.*', '**/*.pem', '**/*.jwk.json']))
  })
})

test('the image gets all that is published, from the build', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' ').map((path) => path.replace(/^\/app\//, '')),
  )
  const published = new Set([...manifest.files.map((path) => path.split('/')[0] ?? ''), 'package.json', 'node_modules'])
  expect(copied.filter((path) => !path.startsWith('/')).sort()).toEqual([...published].sort())
})

test('.gitignore keeps secrets of a trial out of commits', () => {
  const ignored = read('.gitignore').split('\n')
  expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', '*.pem', '*.jwk.json', '/keys.json', 'data/']))
})

test('package-lock.json names no registry', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> }
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})
