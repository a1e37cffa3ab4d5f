// `npm run build`: src/ → dist/ for those who install Daypass, since nothing is stripped of its types below node_modules.
import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packProblems } from './pack-contents.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function run(what: string, command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  if (status === 0) return
  console.error(`${what} failed:\n${stdout}${stderr}`)
  process.exit(1)
}

/** What lies beside the modules and is not compiled: validators, data, hand-written types. */
function copyTheRest(): number {
  const rest = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:js|json|d\.ts)$/.test(file),
  )
  for (const file of rest) copyFileSync(`${root}src/${file}`, `${root}dist/${file}`)
  return rest.length
}

rmSync(`${root}dist`, { recursive: true, force: true })
run('tsc', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
const copied = copyTheRest()

// What was built runs without TypeScript's help.
const plain = ['--no-strip-types']
const verify = `import('./dist/verify/index.js').then((m) => process.exit(typeof m.createVerifier === 'function' ? 0 : 1))`
run('importing daypass/verify', process.execPath, [...plain, '--eval', verify])
run('running the command line', process.execPath, [...plain, 'dist/main.js', '--version'])

const problems = packProblems(true)
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log(`dist/ is built (${copied} files copied), and the package holds what it should`)
