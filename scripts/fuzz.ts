// `npm run test:fuzz [-- seed] [-- test files]`: every test file with a property, by a fresh seed and with five times the examples of
// `npm test` or more. A seed tries the same examples again.
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const words = process.argv.slice(2)
const given = words.find((word) => /^-?\d+$/.test(word))
const named = words.filter((word) => word !== given)
const seed = Number(given ?? randomInt(-(2 ** 31), 2 ** 31))

const withProperties = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('test', path))
  // What is tested of the source itself is the same by any seed.
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith(join('test', 'architecture')))
  .filter((path) => readFileSync(join(root, path), 'utf8').includes("from 'fast-check'"))

console.log(`Seed ${seed}`)
const { status } = spawnSync('vitest', ['run', ...(named.length > 0 ? named : withProperties)], {
  cwd: root,
  env: { ...process.env, DAYPASS_FUZZ: String(seed) },
  stdio: 'inherit',
})
if (status !== 0) console.log(`The same again: npm run test:fuzz -- ${seed}. Make the counterexample a fixed case.`)
process.exitCode = status ?? 1
