import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readClone } from '../../../../src/cli/audit/clone.ts'
import type { SignedCheckpoint } from '../../../../src/core/trail/checkpoint.ts'
import { entryLine } from '../../../../src/core/trail/entry.ts'
import { placedText } from '../../../../src/core/trail/placed.ts'
import { issueUrl } from '../world.ts'
import { checkpointBy, createTrailWorld, type TrailWorld, trailKey } from './trail-world.ts'

let it: TrailWorld
let folder: string
beforeEach(async () => {
  it = await createTrailWorld()
  folder = mkdtempSync(join(tmpdir(), 'daypass-clone-'))
  for (const seq of [2, 6])
    put(`trail/99/${seq}.json`, placedText({ ...signed(seq), ...(seq > 2 ? { before: 2 } : {}) }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = '2026-11-21T22:00:00.000Z'
const signed = (seq: number, by = it.key): SignedCheckpoint =>
  checkpointBy(by, { repository: 99, seq, hash: it.entries[seq - 1]?.hash ?? 'f'.repeat(64), at })
function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const json = () => JSON.parse(it.world.out)
const exported = async (): Promise<string> => {
  expect(await it.world.run('audit', 'export')).toBe(0)
  const file = join(folder, 'trail.jsonl')
  writeFileSync(file, it.world.out)
  return file
}

/** Everything that can be compared with a clone. */
const ways: [what: string, args: () => Promise<string[]>][] = [
  ['the store', async () => ['--store']],
  ['an export', async () => ['--export', await exported()]],
  ['an issue', async () => [issueUrl]],
]
const verify = async (args: readonly string[]) =>
  it.world.run('audit', 'verify', '--json', ...args, '--checkpoints', folder)

describe('daypass audit verify --checkpoints', () => {
  test.each(ways)('%s that goes through all of them fits', async (_what, args) => {
    expect(await verify(await args()), it.world.err).toBe(0)
    expect(json()).toMatchObject({ ok: true, clone: { folder, files: 2, history: 'none' } })
  })

  test('says in words what was compared, and what git could not tell', async () => {
    expect(await it.world.run('audit', 'verify', '--store', '--checkpoints', folder)).toBe(0)
    const shown = it.world.out.replaceAll(folder, '<clone>')
    expect(shown).toContain('Goes through 2 checkpoints in <clone>; git cannot be asked there')
  })

  test('a clone that says nothing of an issue is not said to have been compared with it', async () => {
    for (const seq of [2, 6]) rmSync(join(folder, `trail/99/${seq}.json`))
    put('trail/98/4.json', placedText(checkpointBy(it.key, { repository: 98, seq: 4, hash: 'f'.repeat(64), at })))
    expect(await it.world.run('audit', 'verify', issueUrl, '--checkpoints', folder)).toBe(0)
    expect(it.world.out).toContain(', of none of these entries; git cannot')
    expect(await verify([issueUrl])).toBe(0)
    expect(json()).toMatchObject({ ok: true, clone: { files: 1, compared: 0 } })
    expect(await verify(['--store'])).toBe(1)
    expect(json()).toMatchObject({ code: 'TRAIL_TRUNCATED' })
  })

  const wrong: [what: string, code: string, file: string, act: () => void][] = [
    [
      'one byte of a file changed',
      'TRAIL_SHAPE',
      'trail/99/6.json',
      () => put('trail/99/6.json', placedText({ ...signed(6), before: 2 }).replace('{"before"', '{ "before"')),
    ],
    [
      'the hash in a file changed',
      'TRAIL_SIGNATURE',
      'trail/99/6.json',
      () => {
        const { checkpoint, signature } = signed(6)
        put('trail/99/6.json', placedText({ checkpoint: { ...checkpoint, hash: 'e'.repeat(64) }, signature }))
      },
    ],
    [
      'one by a key that does not count',
      'TRAIL_SIGNATURE',
      'trail/99/7.json',
      () => put('trail/99/7.json', placedText(signed(7, trailKey('other')))),
    ],
    ['one under another name', 'TRAIL_SHAPE', 'trail/99/7.json', () => put('trail/99/7.json', placedText(signed(8)))],
    [
      'one of another repository',
      'TRAIL_SHAPE',
      'trail/98/7.json',
      () => put('trail/98/7.json', placedText(signed(7))),
    ],
    ['what is none', 'TRAIL_SHAPE', 'trail/README.md', () => put('trail/README.md', 'hello')],
    [
      'a large file',
      'TRAIL_SHAPE',
      'trail/99/7.json',
      () => put('trail/99/7.json', placedText(signed(7)) + ' '.repeat(5000)),
    ],
    [
      'a link',
      'TRAIL_SHAPE',
      'trail/99/7.json',
      () => {
        put('elsewhere.json', placedText(signed(7)))
        symlinkSync('../../elsewhere.json', join(folder, 'trail/99/7.json'))
      },
    ],
    ['one before it taken away', 'TRAIL_GAP', 'trail/99/6.json', () => rmSync(join(folder, 'trail/99/2.json'))],
  ]
  test.each(wrong)('%s: %s names %s', async (_what, code, file, act) => {
    act()
    expect(await verify(['--store'])).toBe(1)
    expect(json()).toMatchObject({ ok: false, code, where: file })
    expect(await verify([issueUrl])).toBe(1)
    expect(json()).toMatchObject({ ok: false, code, where: file })
  })

  test('a checkpoint of another history names its file', async () => {
    put(
      'trail/99/6.json',
      placedText({ ...checkpointBy(it.key, { ...signed(6).checkpoint, hash: 'd'.repeat(64) }), before: 2 }),
    )
    for (const args of [['--store'], ['--export', await exported()]]) {
      expect(await verify(args)).toBe(1)
      expect(json()).toMatchObject({ code: 'TRAIL_FORK', at: 6, where: 'acme/access: trail/99/6.json' })
    }
    expect(await verify([issueUrl])).toBe(1)
    expect(json()).toMatchObject({ code: 'TRAIL_FORK', at: 6, where: 'trail/99/6.json' })
  })

  test('a trail that ends before a checkpoint was cut: the furthest file is named', async () => {
    put('trail/99/8.json', placedText({ ...signed(8), before: 6 }))
    put('trail/99/30.json', placedText({ ...signed(30), before: 8 }))
    it.records.entries.splice(7)
    it.records.kept = []
    for (const args of [['--store'], ['--export', await exported()]]) {
      expect(await verify(args)).toBe(1)
      expect(json()).toMatchObject({ code: 'TRAIL_TRUNCATED', at: 8, where: 'acme/access: trail/99/30.json' })
    }
  })

  test('what is wrong with the trail alone is not laid at a file', async () => {
    const broken = it.entries[3]
    if (broken) it.records.entries[3] = { ...broken, hash: '0'.repeat(64) }
    expect(await verify(['--store'])).toBe(1)
    expect(json()).toMatchObject({ where: 'acme/access' })
    expect(entryLine(it.entries[0] as never)).toContain('"seq":1')
  })

  test.each([
    ['a folder that is not there', '/nowhere'],
    ['one without checkpoints', tmpdir()],
  ])('%s is wrong use', async (_what, where) => {
    expect(await it.world.run('audit', 'verify', '--store', '--checkpoints', where)).toBe(2)
    expect(it.world.err).toContain('git clone --branch checkpoints')
  })

  test('alone it says what is missing', async () => {
    expect(await it.world.run('audit', 'verify', '--checkpoints', folder)).toBe(2)
  })
})

describe('the history of a clone', () => {
  const run = (program: string, args: readonly string[]): Promise<string | undefined> =>
    new Promise((resolve) => {
      execFile(program, [...args], (error, stdout) => resolve(error ? undefined : stdout))
    })
  const git = async (...args: string[]) => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
    const said = await run('git', ['-C', folder, ...who, ...args])
    expect(said, args.join(' ')).toBeDefined()
    return said ?? ''
  }
  const commit = async () => {
    await git('add', '-A')
    await git('commit', '-qm', 'x')
  }
  beforeEach(async () => {
    await git('init', '-q', '-b', 'checkpoints')
    await commit()
    put('trail/99/8.json', placedText({ ...signed(8), before: 6 }))
    await commit()
  })

  test('that only ever grew', async () => {
    expect(await readClone(folder, run)).toMatchObject({ history: 'whole' })
    expect(await readClone(folder, run)).not.toHaveProperty('touched')
  })

  const acts: [what: string, act: () => Promise<void>][] = [
    [
      'the newest taken away',
      async () => {
        rmSync(join(folder, 'trail/99/8.json'))
        await commit()
      },
    ],
    [
      'changed and put back',
      async () => {
        put('trail/99/8.json', 'other')
        await commit()
        put('trail/99/8.json', placedText({ ...signed(8), before: 6 }))
        await commit()
      },
    ],
    [
      'taken away within a merge',
      async () => {
        await git('checkout', '-qb', 'side', 'HEAD~1')
        put('note', 'x')
        await commit()
        await git('checkout', '-q', 'checkpoints')
        await git('merge', '-q', '--no-ff', '--no-commit', 'side')
        rmSync(join(folder, 'trail/99/8.json'))
        await commit()
      },
    ],
  ]
  test.each(acts)('%s is named with its commit', async (_what, act) => {
    await act()
    const clone = await readClone(folder, run)
    expect(clone.touched).toMatchObject({ file: 'trail/99/8.json', commit: expect.stringMatching(/^[0-9a-f]{40}$/) })
    it.world.capture = run
    expect(await verify(['--store'])).toBe(1)
    expect(json()).toMatchObject({ code: 'TRAIL_ALTERED', at: 8, where: 'trail/99/8.json' })
  })

  test('of a shallow clone is no proof', async () => {
    const shallow = mkdtempSync(join(tmpdir(), 'daypass-shallow-'))
    await git('clone', '-q', '--depth', '1', `file://${folder}`, shallow)
    expect(await readClone(shallow, run)).toMatchObject({ history: 'shallow' })
    rmSync(shallow, { recursive: true })
  })
})
