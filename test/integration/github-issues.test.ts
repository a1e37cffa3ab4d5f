import { pino } from 'pino'
import { describe } from 'vitest'
import { startLocalGitHub } from '../../demo/github/local-github.ts'
import { createGitHub } from '../../src/github/api/client.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createIssues } from '../../src/github/issues/issues.ts'
import { issuesContract } from '../contract/issues-contract.ts'

describe('issues on GitHub', () =>
  issuesContract(async () => {
    const hub = await startLocalGitHub({
      files: { 'README.md': 'hello\n' },
      people: [{ login: 'ann', permission: 'triage' }],
    })
    const now = () => new Date()
    const { appId, privateKey, url: baseUrl, repository, installationId: installation } = hub
    const options = { appId, privateKey, baseUrl, userAgent: 'daypass-test', log: pino({ level: 'silent' }), pause: 0 }
    const place = { owner: repository.owner, name: repository.name, installation }
    const repositories = new Repositories(createGitHub({ ...options, now }), async () => place, now)
    const ann = hub.as('ann')
    const open = async (title: string, body: string) => {
      const { number } = await ann.openIssue({ title, body })
      return { repository: repository.id, issue: number }
    }
    return {
      issues: createIssues(repositories, { id: appId, slug: hub.slug }),
      person: { id: ann.id, login: 'ann' },
      open,
      say: async ({ issue }, body) => void (await ann.comment(issue, body)),
      set: async ({ issue }, state) => void (await (state === 'open' ? ann.reopenIssue(issue) : ann.closeIssue(issue))),
      lock: ({ issue }) => hub.lockIssue(issue),
      elsewhere: () => open('Something else', ''),
      close: () => hub.stop(),
    }
  }))
