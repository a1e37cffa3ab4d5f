import type { Ports } from './ports.ts'

/**
 * Makes the branch of the ledger exist, with today's CODEOWNERS in it, before anybody asks by pull request: without the branch
 * nobody could, and by the mirror GitHub asks the owners by itself. `prepareLabels`: what goes before. Where nothing can be asked for yet,
 * nothing is written. Throws REPOSITORY_UNREADABLE, GITHUB_*.
 */
export async function prepareLedger(
  { repository, pulls }: Pick<Ports, 'repository' | 'pulls'>,
  id: number,
  prepareLabels: (repository: number) => Promise<void>,
): Promise<void> {
  if ((await repository.visibility(id)).archived) return
  const { resources, codeowners } = await repository.read(id)
  if (resources === undefined) return
  await prepareLabels(id)
  await pulls.prepare(id, codeowners)
}
