import type { ReadYaml } from '../../ports/access-repository.ts'
import type { Proposed } from '../../ports/proposals.ts'
import { readGovernance } from './governance.ts'
import { selectGoverned } from './governed-files.ts'

/** A file with the mode that git gives it; a link is shown and never followed. */
export type ProposedFile = { path: string; mode: string; size: number; sha?: string; read(): Promise<Buffer> }

/** What the files of a commit, or of a checkout, would mean if they were in force. Throws what reading them throws. */
export async function readProposed(found: readonly ProposedFile[], readYaml: ReadYaml): Promise<Proposed> {
  const { files, problems } = selectGoverned(found.map(({ path, mode, size }) => ({ path, mode, size, sha: '' })))
  const byPath = new Map(found.map((file) => [file.path, file]))
  const contents = []
  for (const file of files)
    contents.push({ ...file, content: (await byPath.get(file.path)?.read()) ?? Buffer.from('') })
  const { digest, resources, settings, problems: all } = readGovernance(contents, problems, readYaml)
  const texts = await textsOf(found.filter(({ path }) => !path.startsWith('policies/')))
  const policy = await textsOf(found.filter(({ path }) => path.startsWith('policies/')))
  const below = [...policy].map(([path, text]) => [path.slice('policies/'.length), text] as const)
  return { digest, texts, resources, settings, problems: all, policy: new Map(below) }
}

async function textsOf(found: readonly ProposedFile[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const { path, mode, read } of found)
    if (mode === '100644' || mode === '100755') texts.set(path, (await read()).toString('utf8'))
  return texts
}
