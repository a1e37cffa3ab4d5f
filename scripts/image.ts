// `npm run image [-- --room <folder>]`: builds the image of the Dockerfile without a daemon, by buildah, starts it, asks how it is and stops it. Needs Linux, root,
// and Debian's buildah; where the official base image cannot be had, debootstrap too, by which one of the same name is made. Takes minutes and some GB, so that CI leaves it out.
import { spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { room: { type: 'string' } } })
const room = values.room ?? mkdtempSync(join(tmpdir(), 'daypass-image-'))
mkdirSync(room, { recursive: true })
const base = /^FROM (\S+) AS build$/m.exec(readFileSync(`${root}Dockerfile`, 'utf8'))?.[1] ?? ''
const image = 'localhost/daypass'
const places = ['--root', `${room}/layers`, '--runroot', `${room}/run`, '--storage-driver', 'vfs']
const begun = performance.now()

const tell = (text: string): void =>
  console.log(`${String(Math.round((performance.now() - begun) / 1000)).padStart(4)} s  ${text}`)

function stop(sentence: string): never {
  console.error(`The image was NOT tried. ${sentence}`)
  process.exit(1)
}

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status === 0) return stdout.trim()
  return stop(`\`${program} ${args.join(' ')}\` failed:\n${`${stdout}${stderr}`.slice(-4000)}`)
}

const buildah = (...args: string[]): string => run('buildah', ...places, ...args)

/** The first address that apt knows of packages: a mirror that can be reached from here. */
function mirror(): string {
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync('/etc/apt/sources.list.d')
      ? readdirSync('/etc/apt/sources.list.d').map((name) => `/etc/apt/sources.list.d/${name}`)
      : []),
  ]
  const texts = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  return (
    /^(?:URIs:|deb(?: \[[^\]]*\])?) *(https?:\S+\/debian)\/?(?:\s|$)/m.exec(texts)?.[1] ??
    stop('apt names no mirror of Debian.')
  )
}

/** Debian with this clone's Node and npm: what the official image is, as far as the Dockerfile asks. */
function makeBase(): void {
  if (!has('debootstrap'))
    stop(
      `The base image ${base} cannot be had here, and there is no debootstrap to make one. Install Debian's package debootstrap.`,
    )
  const tree = `${room}/tree`
  tell('Debian, by debootstrap')
  run('debootstrap', '--variant=minbase', '--include=ca-certificates', 'bookworm', tree, mirror())
  copyFileSync(run('npx', 'node', '-p', 'process.execPath'), `${tree}/usr/local/bin/node`)
  const npm = join(run('npm', 'root', '-g'), 'npm')
  cpSync(npm, `${tree}/usr/local/lib/node_modules/npm`, { recursive: true, dereference: true })
  writeFileSync(
    `${tree}/usr/local/bin/npm`,
    '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n',
  )
  for (const file of ['node', 'npm']) chmodSync(`${tree}/usr/local/bin/${file}`, 0o755)
  run('chroot', tree, 'useradd', '--create-home', '--uid', '1000', 'node')
  const container = buildah('from', 'scratch')
  buildah('add', container, tree, '/')
  buildah('config', '--env', 'PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin', container)
  buildah('commit', '--rm', container, `docker.io/library/${base}`)
  rmSync(tree, { recursive: true })
}

/** npm's own settings and authorities are there while it is built, and in no layer. */
function mounted(): string[] {
  const authorities = process.env.NODE_EXTRA_CA_CERTS
  const settings = ['/etc/npmrc', `${process.env.HOME}/.npmrc`]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
  const npmrc = `${room}/npmrc`
  writeFileSync(npmrc, [...settings, ...(authorities ? ['cafile=/run/authorities.pem'] : [])].join('\n'), {
    mode: 0o600,
  })
  return [`${npmrc}:/root/.npmrc:ro`, ...(authorities ? [`${authorities}:/run/authorities.pem:ro`] : [])].flatMap(
    (one) => ['--volume', one],
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The server within, by a variable of its environment. */
function processWith(variable: string): number {
  const found = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false
    const read = (file: string) => spawnSync('cat', [`/proc/${pid}/${file}`], { encoding: 'utf8' }).stdout
    return /^\S*node\0(?:.*\0)?serve\0/.test(read('cmdline')) && read('environ').split('\0').includes(variable)
  })
  return found === undefined ? stop('The server is not among the processes.') : Number(found)
}

/** Starts what was built as its `CMD` does, without a GitHub, and stops it. */
async function tryIt(): Promise<void> {
  const [port, admin, nobody] = [await freePort(), await freePort(), await freePort()]
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const files = `${room}/files`
  mkdirSync(files, { recursive: true })
  writeFileSync(`${files}/key.pem`, privateKey)
  writeFileSync(`${files}/daypass.config.yml`, 'connectors:\n  api:\n    type: token\n    repositories: [1]\n')
  const settings = {
    ...{
      APP_ID: '1',
      PRIVATE_KEY_PATH: '/files/key.pem',
      WEBHOOK_SECRET: 'f3a9c1e7b5d20486',
      PUBLIC_URL: 'https://daypass.example',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    ...{
      DAYPASS_CONFIG: '/files/daypass.config.yml',
      DAYPASS_ADMIN_PORT: String(admin),
      GITHUB_API_URL: `http://127.0.0.1:${nobody}`,
    },
  }
  const container = buildah('from', '--pull-never', image)
  const within = (...command: string[]) => [
    ...places,
    'run',
    '--isolation',
    'chroot',
    '--volume',
    `${files}:/files:ro`,
    ...Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    container,
    '--',
    ...command,
  ]
  const { Cmd, User, Volumes } = (
    JSON.parse(buildah('inspect', image)) as { OCIv1: { config: { Cmd: string[]; User: string; Volumes: object } } }
  ).OCIv1.config
  tell(`as ${User}, with ${Object.keys(Volumes).join(' ')}: ${Cmd.join(' ')}`)
  tell(run('buildah', ...within('node', 'bin/daypass.js', 'opa')).split('\n')[0] ?? '')
  const left = run(
    'buildah',
    ...within(
      'sh',
      '-c',
      "find / -xdev \\( -name '.env*' -o -name '*.pem' -o -name '*.jwk.json' -o -name .npmrc -o -name .git \\) -path '/app*' -not -path '*/node_modules/*' 2>/dev/null; true",
    ),
  )
  if (left !== '') stop(`It holds what it must not: ${left}`)
  const server = spawn('buildah', within(...Cmd), { stdio: ['ignore', 'pipe', 'pipe'] })
  // Whatever stops this stops it.
  process.once('exit', () => server.kill('SIGKILL'))
  let said = ''
  for (const output of [server.stdout, server.stderr])
    output.on('data', (text) => {
      said += text
    })
  const ended = new Promise<number | null>((resolve) => server.once('exit', (code) => resolve(code)))
  const asked = async (path: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined))?.status ?? 0
  for (let tries = 120; tries > 0 && (await asked('/readyz')) !== 200; tries--)
    await new Promise((resolve) => setTimeout(resolve, 500))
  tell(`/healthz ${await asked('/healthz')}, /readyz ${await asked('/readyz')}`)
  if ((await asked('/readyz')) !== 200) {
    server.kill('SIGKILL')
    stop(`It did not become ready:\n${said.slice(-4000)}`)
  }
  // buildah tells nobody within.
  process.kill(processWith(`PORT=${port}`), 'SIGTERM')
  tell(`stopped by SIGTERM: ${await ended}`)
  buildah('rm', container)
}

if (process.platform !== 'linux') stop('buildah runs on Linux alone.')
if (!has('buildah'))
  stop("There is no buildah. Install Debian's packages buildah and debootstrap, or use `docker build`.")
if (base === '') stop('The Dockerfile names no base image.')
if (spawnSync('buildah', [...places, 'pull', '--quiet', base], { timeout: 120_000 }).status !== 0) {
  tell(`${base} cannot be pulled here: one of that name is made`)
  makeBase()
}
tell(`building ${image} on ${base}`)
buildah('build', '--isolation', 'chroot', '--pull-never', ...mounted(), '--tag', image, dirname(`${root}Dockerfile`))
const [{ size = '' } = {}] = JSON.parse(buildah('images', '--json', image)) as { size?: string }[]
tell(`built: ${size}`)
await tryIt()
if (values.room === undefined) rmSync(room, { recursive: true, force: true })
tell('The image works.')
