import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runInProcess } from '../../demo/in-process.ts'

// The tutorial in docs/policy.md, followed to the letter: files are written, commands run, and what they print is what stands there.

type Block = { kind: string; text: string; before: string }

function blocksOf(section: string): Block[] {
  let at = 0
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([whole, kind = '', text = ''], _, __) => {
    const start = section.indexOf(whole, at)
    const before = section.slice(at, start)
    at = start + whole.length
    return { kind, text, before }
  })
}

const [, section = ''] =
  /^## Your own rule, in ten minutes\n([\s\S]*?)^## /m.exec(readFileSync('docs/policy.md', 'utf8')) ?? []
const blocks = blocksOf(section)

/** Of what is printed, the parts that are shown: `…` stands for lines between them, and how many tests the library has is no matter. */
function expectShown(text: string, printed: string): void {
  const counted = (all: string) => all.replace(/\d+(?= tests)/g, 'N')
  let rest = counted(printed)
  for (const part of counted(text).split('…\n')) {
    expect(rest).toContain(part)
    rest = rest.slice(rest.indexOf(part) + part.length)
  }
  expect(rest).toBe('')
}

test('the tutorial of docs/policy.md', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-tutorial-'))
  const inFolder = (text: string) => text.replaceAll(/\baccess\b(?=\/|$| )/gm, join(folder, 'access'))
  const done: string[] = []
  let printed = ''
  try {
    for (const { kind, text, before } of blocks) {
      const file = /`(access\/[^`]+)`[^`]*$/.exec(before)?.[1]
      if (kind === 'sh') {
        const [, ...args] = inFolder(text.trim()).split(' ')
        const { stdout, stderr } = await runInProcess(args, {})
        printed = `${stdout}${stderr}`.replaceAll(folder, '').replaceAll('/access', 'access')
        done.push(`$ ${text.trim()}`)
      } else if (kind === 'text') {
        expectShown(text, printed)
        done.push('compared')
      } else if (kind === 'yaml') {
        const path = join(folder, 'access/catalog/example.yml')
        const catalog = readFileSync(path, 'utf8')
        writeFileSync(
          path,
          catalog.replace(/^ +write: .*\n/m, (line) => line + text),
        )
        expect(readFileSync(path, 'utf8')).not.toBe(catalog)
      } else {
        expect(file).toBeDefined()
        writeFileSync(inFolder(file ?? ''), text)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  expect(done.filter((one) => one === 'compared')).toHaveLength(3)
  expect(done.filter((one) => one.startsWith('$'))).toHaveLength(5)
})
