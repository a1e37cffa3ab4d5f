#!/usr/bin/env node
// Finds a Node that is new enough and runs Daypass with it. Plain JavaScript that old versions of Node can read, too.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'

const oldest = 24
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

// In a clone the sources run as they are, types stripped; what is published is built.
const main = existsSync(at('src/main.ts')) ? at('src/main.ts') : at('dist/main.js')
const tooOld = Number(process.versions.node.split('.')[0]) < oldest
const ownNode = [at('node_modules/.bin/node'), at('../.bin/node')].find((path) => existsSync(path))

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

function runWith(node) {
  const child = spawn(node, [main, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  // A terminal sends SIGINT to both; the child decides what becomes of it, and its end is ours.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']
  for (const signal of signals) {
    process.on(signal, () => {
      if (!(process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT'))) child.kill(signal)
    })
  }
  child.on('error', () =>
    fail(`Node ${oldest} or newer is needed, and the one in node_modules cannot be started. Run \`npm ci\`.`),
  )
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 128 + (constants.signals[signal] || 0) : code
  })
}

if (!existsSync(main)) {
  fail('This copy of Daypass is not built. Run `npm run build`, or install it again. [CONFIG_MISSING]')
} else if (!tooOld) {
  // main looks at process.argv[1] to see whether it was started or imported.
  process.argv[1] = main
  await import(pathToFileURL(main).href)
} else if (ownNode !== undefined && realpathSync(ownNode) !== realpathSync(process.execPath)) {
  runWith(ownNode)
} else {
  fail(
    `Daypass needs Node ${oldest} or newer, and this is ${process.version}. Install it from https://nodejs.org. [CONFIG_INVALID]`,
  )
}
