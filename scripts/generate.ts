// Types and standalone validators from schemas/*.schema.json into src/generated. `--check` only compares (exit 1 on drift).
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'
import { type Node, shapeModule } from './schema-shape.ts'

const root = new URL('..', import.meta.url)
const banner = '// Generated from schemas/ by `npm run generate`. Do not edit.\n'

type Schema = Node & { $id: string; title: string }

async function readSchemas(): Promise<Map<string, Schema>> {
  const files = (await readdir(new URL('schemas/', root))).filter((f) => f.endsWith('.schema.json')).sort()
  const schemas = new Map<string, Schema>()
  for (const file of files) {
    schemas.set(
      file.replace('.schema.json', ''),
      JSON.parse(await readFile(new URL(`schemas/${file}`, root), 'utf8')) as Schema,
    )
  }
  return schemas
}

/** One module of types for each schema, named after its title. */
async function types(schema: Schema): Promise<string> {
  const source = await compile(structuredClone(schema) as Parameters<typeof compile>[0], schema.title, {
    bannerComment: banner,
    additionalProperties: false,
    strictIndexSignatures: true,
    ignoreMinAndMaxItems: true,
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
  return source
}

/** All validators in one ES module; ajv writes two helpers as `require`, which become imports. */
function validators(schemas: Map<string, Schema>): { js: string; dts: string } {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
  })
  // For the types and for scripts/schema-shape.ts: what JSON has no type for, and the member that tells variants apart.
  for (const keyword of ['tsType', 'tag']) ajv.addKeyword(keyword)
  const names: Record<string, string> = {}
  for (const [, schema] of schemas) {
    ajv.addSchema(schema)
    names[`is${schema.title}`] = schema.$id
  }
  const code = (standalone as unknown as { default: (a: Ajv2020, n: Record<string, string>) => string }).default(
    ajv,
    names,
  )
  const imports: string[] = []
  const js = code.replace(/const (\w+) = require\("([^"]+)"\)\.default;/g, (_all, name: string, path: string) => {
    imports.push(`import ${name}_module from '${path}.js';\nconst ${name} = ${name}_module.default ?? ${name}_module;`)
    return ''
  })
  if (js.includes('require(')) throw new Error('ajv wrote a require that the generator does not know')
  const dts = [...schemas].map(
    ([file, s]) =>
      `import type { ${s.title} } from './${file}.ts'\nexport declare const is${s.title}: Validator<${s.title}>\n`,
  )
  const validator = `/** ajv's answer for one schema; \`errors\` holds what the last call found. */
export type Validator<T> = ((data: unknown) => data is T) & {
  errors?: null | { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }[]
}
`
  return { js: `${banner}${imports.join('\n')}\n${js}`, dts: `${banner}${validator}${dts.join('')}` }
}

const schemas = await readSchemas()
const wanted = new Map<string, string>()
for (const [file, schema] of schemas) {
  wanted.set(`${file}.ts`, await types(schema))
  const shape = shapeModule(schema)
  if (shape !== undefined) wanted.set(`${file}-shape.ts`, `${banner}${shape}`)
}
const { js, dts } = validators(schemas)
wanted.set('validators.js', js)
wanted.set('validators.d.ts', dts)

const target = new URL('src/generated/', root)
await mkdir(target, { recursive: true })
const checking = process.argv.includes('--check')
let drift = 0
for (const [file, text] of wanted) {
  const before = await readFile(new URL(file, target), 'utf8').catch(() => undefined)
  if (before === text) continue
  drift += 1
  if (checking)
    console.error(`src/generated/${file} differs from schemas/: run \`npm run generate\` and commit the result`)
  else await writeFile(new URL(file, target), text)
}
const extra = (await readdir(target)).filter((f) => !wanted.has(f))
for (const file of extra) console.error(`src/generated/${file} has no schema: remove it`)
console.log(checking ? `${wanted.size} generated files checked` : `${drift} of ${wanted.size} generated files written`)
process.exitCode = checking && (drift > 0 || extra.length > 0) ? 1 : extra.length > 0 ? 1 : 0
