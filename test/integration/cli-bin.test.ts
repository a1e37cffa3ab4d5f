import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function run(bin: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', timeout: 20_000 })
  return { status, stdout, stderr }
}

/** A package with this bin and whatever main a test puts into it. */
function createPackage(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'daypass-bin-'))
  cpSync(join(root, 'bin'), join(directory, 'bin'), { recursive: true })
  for (const [path, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(join(directory, path, '..'), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  return join(directory, 'bin/daypass.js')
}

const says = (what: string): string => `console.log('${what}', process.argv.slice(2).join(' ')); process.exitCode = 3\n`

describe('bin/daypass.js', () => {
  it('runs the sources of a clone', () => {
    const bin = createPackage({
      'src/main.ts': `const typed: string = 'x'; void typed\n${says('source')}`,
      'dist/main.js': says('built'),
    })
    expect(run(bin, 'open', '--json')).toEqual({ status: 3, stdout: 'source open --json\n', stderr: '' })
  })

  it('runs what is built where there are no sources', () => {
    expect(run(createPackage({ 'dist/main.js': says('built') }), 'x')).toMatchObject({ status: 3, stdout: 'built x\n' })
  })

  it('says when there is neither', () => {
    const { status, stderr } = run(createPackage({}))
    expect(status).toBe(1)
    expect(stderr).toContain('is not built. Run `npm run build`')
  })

  it('starts this command line, and wrong use ends with 2', () => {
    const bin = join(root, 'bin/daypass.js')
    expect(run(bin, '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    const wrong = run(bin, 'open', '42')
    expect(wrong).toMatchObject({ status: 2, stdout: '' })
    expect(wrong.stderr).toMatch(/^42: That is not the address of an issue\. .*\[USAGE\]\n$/)
  })

  it('ends without a word when nobody reads any more', async () => {
    const child = spawn(process.execPath, [join(root, 'bin/daypass.js'), '--help'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    const said = text(child.stderr)
    const [code] = await once(child, 'exit')
    expect([code, await said]).toEqual([128 + constants.signals.SIGPIPE, ''])
  })
})
