import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { isDaypassError } from '../../../src/core/error.ts'
import { readTar } from '../../../src/policy/tar.ts'

let archive: Buffer
beforeAll(() => {
  const dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  writeFileSync(join(dir, 'a.json'), '{}')
  writeFileSync(join(dir, 'b.bin'), Buffer.alloc(1000, 7))
  archive = execFileSync('tar', ['-c', '--format=ustar', '-C', dir, 'a.json', 'b.bin'])
  rmSync(dir, { recursive: true })
})

it('reads what tar wrote', () => {
  const files = readTar(archive)
  expect([...files.keys()]).toEqual(['a.json', 'b.bin'])
  expect(new TextDecoder().decode(files.get('a.json'))).toBe('{}')
  expect(files.get('b.bin')?.length).toBe(1000)
})

it.each([0, 1, 511, 512, 600, 1536, 2000])('refuses an archive that ends after %d bytes', (length) => {
  expect(() => readTar(archive.subarray(0, length))).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }))
})

it('ends with files or an error, whatever it is given', () => {
  const bytes = fc.tuple(fc.nat(2_000), fc.uint8Array({ minLength: 1, maxLength: 30 })).map(([at, noise]) => {
    const changed = Uint8Array.from(archive)
    changed.set(noise, at)
    return changed
  })
  fc.assert(
    fc.property(bytes, (changed) => {
      try {
        return readTar(changed).size >= 0
      } catch (thrown) {
        return isDaypassError(thrown, 'POLICY_INVALID')
      }
    }),
  )
})
