import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openAdminToken } from '../../../src/http/admin-token.ts'

const folder = mkdtempSync(join(tmpdir(), 'daypass-token-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
const fresh = () => join(folder, String(count++), 'data')
const open = (directory: string) => openAdminToken(directory, randomBytes)

describe('the token of the admin port (security.R6)', () => {
  test('is made once, of 256 bits, for its owner alone, in a directory that is made too', async () => {
    const directory = fresh()
    const made = await open(directory)
    const file = join(directory, 'admin-token')
    expect(readFileSync(file, 'utf8')).toBe(`${made.reveal()}\n`)
    expect(Buffer.from(made.reveal(), 'base64url')).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    expect(readdirSync(directory)).toEqual(['admin-token'])
    expect((await open(directory)).reveal()).toBe(made.reveal())
    expect((await open(fresh())).reveal()).not.toBe(made.reveal())
  })

  test('is one, however many make it at the same time', async () => {
    const directory = fresh()
    const made = await Promise.all(Array.from({ length: 8 }, () => open(directory)))
    expect(new Set(made.map((one) => one.reveal())).size).toBe(1)
    expect(readdirSync(directory)).toEqual(['admin-token'])
  })

  const there = (text: string, mode = 0o600) => {
    const directory = fresh()
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'admin-token'), text)
    chmodSync(join(directory, 'admin-token'), mode)
    return directory
  }

  test.each([
    ['empty', there('')],
    ['a blank', there(' \n')],
    ['too short', there('a'.repeat(42))],
    ['too long', there('a'.repeat(44))],
    ['two of them', there(`${'a'.repeat(43)}\n${'a'.repeat(43)}\n`)],
    ['other characters', there('ä'.repeat(43))],
    ['one that others may read', there('a'.repeat(43), 0o644)],
    ['one that its group may write', there('a'.repeat(43), 0o620)],
  ])('what is no token is neither used nor replaced: %s', async (_, directory) => {
    const file = join(directory, 'admin-token')
    const before = readFileSync(file, 'utf8')
    await expect(open(directory)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      where: file,
      message: expect.stringContaining('Remove it: the next start makes a new one.'),
    })
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test('a directory in its place', async () => {
    const directory = fresh()
    mkdirSync(join(directory, 'admin-token'), { recursive: true })
    await expect(open(directory)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })

  test('a data directory that cannot be made', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    await expect(open(join(file, 'data'))).rejects.toMatchObject({
      code: 'CONFIG_UNREADABLE',
      message: expect.stringContaining('Give DAYPASS_DATA_DIR a directory that this user may write.'),
    })
  })
})
