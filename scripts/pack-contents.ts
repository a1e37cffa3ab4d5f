// What `npm pack` would publish is exactly what it should be: nothing missing, nothing that slipped in. Part of `npm run check`.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)

const allowed = [
  /^(?:package\.json|README\.md|LICENSE|app\.yml|bin\/daypass\.js)$/,
  /^dist\/(?:[a-z0-9-]+\/)*[a-z0-9-]+\.(?:js|d\.ts|json)$/,
  /^policies\/[a-z0-9_-]+\.rego$/,
  /^policies\/data\.json$/,
  /^gate\/daypass_gate\.rego$/,
  /^policies\/cases\/[a-z-]+\.yaml$/,
  /^schemas\/[a-z-]+\.schema\.json$/,
]

function filesBelow(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file}`,
  )
}

/** What a module becomes: JavaScript and its types; what is not compiled is copied. */
function builtFrom(source: string): string[] {
  const target = source.replace(/^src\//, 'dist/')
  if (/\.(?:js|json|d\.ts)$/.test(source)) return [target]
  return source.endsWith('.ts') ? [target.replace(/\.ts$/, '.js'), target.replace(/\.ts$/, '.d.ts')] : []
}

function wanted(built: boolean): string[] {
  const policies = filesBelow('policies').filter((file) => /^policies\/[^/]+\.rego$/.test(file))
  const schemas = filesBelow('schemas').filter((file) => file.endsWith('.schema.json'))
  const modules = built ? filesBelow('src').flatMap(builtFrom) : []
  return [
    'package.json',
    'README.md',
    'LICENSE',
    'app.yml',
    'bin/daypass.js',
    'policies/data.json',
    'gate/daypass_gate.rego',
    ...policies,
    ...schemas,
    ...modules,
  ]
}

type Packed = { files: { path: string; mode: number }[] }

function packed(): Packed['files'] {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`)
  const answer = JSON.parse(stdout) as Packed[] | Record<string, Packed>
  const [first] = Object.values(answer)
  if (first === undefined) throw new Error('npm pack listed nothing')
  return first.files
}

/**
 * What is wrong with the package, one sentence each. `built`: dist/ is fresh and must be complete; else whatever lies there from an
 * earlier build is only looked over for what must never be published.
 */
export function packProblems(built: boolean): string[] {
  const files = packed()
  const paths = new Set(files.map(({ path }) => path))
  const expected = new Set(wanted(built))
  const missing = [...expected].filter((path) => !paths.has(path)).map((path) => `${path} is missing from the package`)
  const surplus = [...paths]
    .filter(
      (path) =>
        !allowed.some((pattern) => pattern.test(path)) || (built && path.startsWith('dist/') && !expected.has(path)),
    )
    .map((path) => `${path} is in the package and should not be (see "files" in package.json)`)
  const bin = files.find(({ path }) => path === 'bin/daypass.js')
  const mode = bin !== undefined && (bin.mode & 0o111) === 0 ? ['bin/daypass.js is not executable'] : []
  return [...missing, ...surplus, ...mode]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = packProblems(false)
  for (const problem of problems) console.error(problem)
  console.log(problems.length === 0 ? 'the package holds what it should' : `${problems.length} problems`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
