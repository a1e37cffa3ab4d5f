import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { DaypassError, type Problem, ProblemsError } from '../../core/error.ts'
import type { Resource } from '../../generated/catalog.ts'
import { isCatalog } from '../../generated/validators.js'
import type { ReadYaml } from '../../ports/access-repository.ts'

/** A file to write, relative to the access repository. `generated` texts follow from other files and may be renewed. */
export type PlannedFile = { path: string; text: string; generated?: boolean }
export type FileState = 'written' | 'replaced' | 'kept' | 'unchanged'

/** A generated text begins with a comment that says so; a person who wants the file for himself removes it. */
const firstLine = (text: string): string => text.slice(0, text.indexOf('\n') + 1)

/** The text of a file; undefined: there is none. Throws CONFIG_UNREADABLE for every other reason. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new DaypassError(
      'CONFIG_UNREADABLE',
      'The file cannot be read. Check that it is a text file and that you may read it.',
      { cause, where: path },
    )
  }
}

/** Writes one file, but never over what a person wrote unless `force`. */
export async function place(
  directory: string,
  { path, text, generated }: PlannedFile,
  force: boolean,
): Promise<FileState> {
  const target = join(directory, path)
  const before = await readIfThere(target)
  if (before === text) return 'unchanged'
  const ours = generated === true && before !== undefined && firstLine(before) === firstLine(text)
  if (before !== undefined && !force && !ours) return 'kept'
  try {
    await mkdir(dirname(target), { recursive: true })
    // `wx` where nothing was: whatever appeared in between is not overwritten.
    await writeFile(target, text, { flag: before === undefined ? 'wx' : 'w' })
  } catch (cause) {
    throw new DaypassError(
      'CONFIG_UNREADABLE',
      'The file cannot be written. Check that you may write to the directory.',
      { cause, where: target },
    )
  }
  return before === undefined ? 'written' : 'replaced'
}

async function filesBelow(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true, recursive: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new DaypassError('CONFIG_UNREADABLE', 'The directory cannot be read. Check that you may read it.', {
      cause,
      where: directory,
    })
  }
}

/** The texts of files in these places of a directory whose paths are wanted, by path from the directory. */
export async function textsBelow(
  directory: string,
  places: readonly string[],
  wanted: (path: string) => boolean,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const place of places) {
    const files = /^[A-Z]+$/.test(place) ? [join(directory, place)] : await filesBelow(join(directory, place))
    for (const file of files) {
      const path = relative(directory, file).replaceAll(sep, '/')
      const text = wanted(path) ? await readIfThere(file) : undefined
      if (text !== undefined) texts.set(path, text)
    }
  }
  return texts
}

/** The resources of `catalog/*.yml` in this directory. Throws CATALOG_MISSING, a ProblemsError CATALOG_INVALID, YAML_INVALID. */
export async function readCatalog(directory: string, readYaml: ReadYaml): Promise<Resource[]> {
  const files = (await filesBelow(join(directory, 'catalog'))).filter((file) => /\.ya?ml$/.test(file))
  if (files.length === 0) {
    throw new DaypassError(
      'CATALOG_MISSING',
      'There is no catalog. Run `daypass init` without --form to begin with an example.',
      { where: join(directory, 'catalog') },
    )
  }
  const problems: Problem[] = []
  const resources: Resource[] = []
  for (const file of files) {
    const document = readYaml(await readFile(file, 'utf8'), file)
    if (isCatalog(document)) resources.push(...document.resources)
    else {
      for (const { instancePath, message } of isCatalog.errors ?? []) {
        problems.push({
          code: 'CATALOG_INVALID',
          where: `${file}${instancePath}`,
          message: `${message ?? 'is not right'}.`,
        })
      }
    }
  }
  if (problems.length > 0) throw new ProblemsError('CATALOG_INVALID', 'The catalog is not right.', problems)
  return resources
}

/** A table of cases that tests read. One named data.* would be data of the policy itself. */
const isTable = (file: string): boolean => /^cases[\\/](?!data\.)[^\\/]+\.(?:json|ya?ml)$/.test(file)

/** The policy library of this package, as files for an access repository: with its tests, if the tables that they read are here. */
export async function starterPolicies(packageRoot: string): Promise<PlannedFile[]> {
  const root = join(packageRoot, 'policies')
  const files = (await filesBelow(root)).map((file) => file.slice(root.length + 1))
  const tested = files.some(isTable)
  const wanted = files.filter((file) => {
    if (file.startsWith('cases')) return isTable(file)
    if (file.endsWith('_test.rego')) return tested
    return /(?:\.rego|(?:^|[\\/])data\.(?:json|ya?ml))$/.test(file)
  })
  if (!wanted.some((file) => file.endsWith('.rego'))) {
    throw new DaypassError('POLICY_MISSING', 'This copy of Daypass lacks its policy library. Install it again.', {
      where: root,
    })
  }
  return Promise.all(
    wanted.map(async (file) => ({ path: join('policies', file), text: await readFile(join(root, file), 'utf8') })),
  )
}
