import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { createConnectorDesk } from '../../src/compose/connector-desk.ts'
import { lendingOver, secretsOver } from '../../src/compose/lending.ts'
import type { Deployment } from '../../src/generated/deployment.ts'

let github: LocalGitHub
beforeAll(async () => {
  github = await startLocalGitHub({ teams: ['night-shift', 'owners', 'free'], repositories: ['shop'] })
  await github.createTeam('below', { parent: 'owners' })
})
afterAll(() => github?.stop())

function survey(change: object = {}) {
  const { id, organisation } = github.lendingApp
  const roles = {
    join: { team: github.teamId('night-shift') },
    own: { team: github.teamId('below') },
    push: { repository: github.repositoryId('shop'), permission: 'push' },
  }
  const app = {
    type: 'github',
    app_id: id,
    private_key: github.privateKey,
    organisation,
    roles,
    repositories: [github.repository.id],
    ...change,
  }
  const deployment = { connectors: { loans: app } } as unknown as Deployment
  const now = () => new Date()
  const outside = { baseUrl: github.url, version: '0', fetch, log: pino({ level: 'silent' }), now }
  const asked = { openLending: lendingOver(outside), secretsOf: secretsOver(deployment, outside) }
  const desk = createConnectorDesk({ deployment, fetch, now, github: asked })
  return desk.survey('github', undefined, true)
}

test('what the App sees and the deployment lends is offered, and no team with a say', async () => {
  github.resetCalls()
  const { survey: weigh, connector } = await survey()
  const { offered, remarks } = weigh(new Map([['.github/CODEOWNERS', '* @acme/owners\n']]))
  expect(connector).toBe('loans')
  expect(offered.map(({ title, actions }) => [title, Object.keys(actions)])).toEqual([
    ['Team night-shift', ['join']],
    ['Repository acme/shop', ['push']],
  ])
  const told = remarks.join('\n')
  expect(told).toContain('`own` is not proposed. A loan makes nobody a voter')
  expect(told).toContain('`@acme/free`')
  expect(told).not.toContain('acme/access')
  // Nothing is changed by it.
  const writes = github.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/access_tokens'))
  expect(writes).toEqual([])
})

test('what GitHub does not answer is said, and the deployment is believed', async () => {
  github.faults.add({ method: 'GET', path: /\/teams/ }, { status: 502 })
  const { survey: weigh } = await survey()
  github.faults.clear()
  const { offered, remarks } = weigh(new Map())
  expect(offered).toHaveLength(3)
  expect(remarks.join()).toContain('GitHub was not read, so nobody knows which teams have a say.')
})
