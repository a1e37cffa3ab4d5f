import type { Octokit } from '@octokit/rest'
import type { FoundRuleset, WantedRuleset } from '../setup/rulesets.ts'
import { told } from './told.ts'

/** The rulesets of a repository, as its administrator reads and writes them. Throws as all of `UserGitHub` does. */
export type RulesetsGitHub = {
  rulesets(owner: string, name: string): Promise<FoundRuleset[]>
  makeRuleset(owner: string, name: string, ruleset: WantedRuleset): Promise<void>
  changeRuleset(owner: string, name: string, id: number, ruleset: WantedRuleset): Promise<void>
}

const administering = { write: 'the administration' }

export function rulesetsOf(octokit: Octokit): RulesetsGitHub {
  const { repos } = octokit.rest
  return {
    rulesets: (owner, repo) =>
      told(`${owner}/${repo}`, async () => {
        const listed = await octokit.paginate(repos.getRepoRulesets, {
          owner,
          repo,
          includes_parents: false,
          per_page: 100,
        })
        const all: FoundRuleset[] = []
        for (const { id } of listed)
          all.push(
            (await repos.getRepoRuleset({ owner, repo, ruleset_id: id, includes_parents: false })).data as FoundRuleset,
          )
        return all
      }),
    makeRuleset: (owner, repo, ruleset) =>
      told(
        `${owner}/${repo}`,
        async () =>
          void (await octokit.request('POST /repos/{owner}/{repo}/rulesets', { owner, repo, ...writable(ruleset) })),
        administering,
      ),
    changeRuleset: (owner, repo, id, ruleset) =>
      told(
        `${owner}/${repo}`,
        async () => {
          const place = { owner, repo, ruleset_id: id }
          await octokit.request('PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ...place, ...writable(ruleset) })
        },
        administering,
      ),
  }
}

/** Octokit's types want arrays that may be written to. */
const writable = (ruleset: WantedRuleset) =>
  structuredClone(ruleset) as unknown as { name: string; target: 'branch'; enforcement: 'active' }
