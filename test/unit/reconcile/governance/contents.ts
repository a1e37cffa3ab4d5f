import { readYaml } from '../../../../src/config/yaml.ts'
import { readGovernance } from '../../../../src/github/governance/governance.ts'
import { selectGoverned } from '../../../../src/github/governance/governed-files.ts'
import type { GovernedContents } from '../../../../src/ports/access-repository.ts'

/** As GitHub shows the access repository. */
export const shown = {
  ...{ id: 7, owner: 'acme', name: 'access', fullName: 'acme/access', private: true },
  ...{ url: 'https://github.example/acme/access', defaultBranch: 'main' },
}

/** Governed files by their paths, as they are read from GitHub. */
export function contentsOf(texts: Readonly<Record<string, string>>): GovernedContents {
  const tree = Object.entries(texts).map(([path, text]) => ({ path, mode: '100644', sha: '', size: text.length }))
  const { files, problems } = selectGoverned(tree)
  const contents = files.map((file) => ({ ...file, content: Buffer.from(texts[file.path] ?? '') }))
  return { ...readGovernance(contents, problems, readYaml), commit: 'c'.repeat(40) }
}
