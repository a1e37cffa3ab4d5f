import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let issue: { owner: string; repo: string; issue_number: number }

beforeEach(async () => {
  github = await startLocalGitHub({ people: [{ login: 'alice' }, { login: 'wendy', permission: 'write' }] })
  app = octokit()
  issue = { ...at, issue_number: (await github.as('alice').openIssue({ title: 'x', body: '' })).number }
})

afterEach(() => github.stop())

function octokit() {
  return new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
}

const names = async () => (await github.as('alice').issue(issue.issue_number)).labels.map((one) => Object(one).name)
const statusOf = (call: Promise<{ status: number }>) => call.catch((error) => error).then(({ status }) => status)

describe('a label (github.F11)', () => {
  it('is grey when the app first sets it', async () => {
    await app.rest.issues.update({ ...issue, labels: ['daypass:attention'] })
    const { data } = await app.rest.issues.getLabel({ ...at, name: 'daypass:attention' })
    expect(data).toMatchObject({ color: 'ededed', description: null, default: false })
  })

  it('keeps the spelling in which it was first set, in whatever way it is set later', async () => {
    await app.rest.issues.createLabel({ ...at, name: 'Resource:X', color: '0969da' })
    await app.rest.issues.update({ ...issue, labels: ['resource:x', 'RESOURCE:X', 'new'] })
    expect(await names()).toEqual(['Resource:X', 'new'])
    await app.rest.issues.setLabels({ ...issue, labels: ['resource:x'] })
    expect(await names()).toEqual(['Resource:X'])
    await app.rest.issues.addLabels({ ...issue, labels: ['NEW', 'rEsource:X'] })
    expect(await names()).toEqual(['Resource:X', 'new'])
    await app.rest.issues.removeLabel({ ...issue, name: 'resource:X' })
    expect(await names()).toEqual(['new'])
    expect((await app.rest.issues.getLabel({ ...at, name: 'RESOURCE:x' })).data.name).toBe('Resource:X')
    const { number } = await github.as('wendy').openIssue({ title: 'y', body: '' })
    await github.as('wendy').editIssue(number, { labels: ['nEw'] })
    expect((await app.rest.issues.listLabelsForRepo(at)).data.map(({ name }) => name)).toEqual(['new', 'Resource:X'])
  })

  it('can be made, coloured, renamed and taken away by the app, with Issues: write', async () => {
    const made = await app.rest.issues.createLabel({ ...at, name: 'one', color: 'd1242f', description: 'Look here' })
    expect(made).toMatchObject({ status: 201, data: { color: 'd1242f', description: 'Look here' } })
    const changed = await app.rest.issues.updateLabel({ ...at, name: 'ONE', color: '1a7f37', new_name: 'One' })
    expect(changed.data).toMatchObject({ name: 'One', color: '1a7f37' })
    expect(await statusOf(app.rest.issues.createLabel({ ...at, name: 'oNe' }))).toBe(422)
    await app.rest.issues.createLabel({ ...at, name: 'two' })
    expect(await statusOf(app.rest.issues.updateLabel({ ...at, name: 'two', new_name: 'ONE' }))).toBe(422)
    expect(await statusOf(app.rest.issues.deleteLabel({ ...at, name: 'one' }))).toBe(204)
    expect(await statusOf(app.rest.issues.updateLabel({ ...at, name: 'one', color: 'ffffff' }))).toBe(404)
  })

  it('says what is wrong with a second one of the same name', async () => {
    await app.rest.issues.createLabel({ ...at, name: 'one' })
    await expect(app.rest.issues.createLabel({ ...at, name: 'ONE' })).rejects.toMatchObject({
      response: { data: { errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] } },
    })
  })

  it.each([
    ['with Issues: read', { issues: 'read', metadata: 'read' }, 403],
    ['with Issues: write', { issues: 'write', metadata: 'read' }, 201],
  ])('%s, with %j: %d', async (_, permissions, status) => {
    github.accept({ permissions })
    expect(await statusOf(octokit().rest.issues.createLabel({ ...at, name: 'one' }))).toBe(status)
  })

  it('is for people with write', async () => {
    const make = (login: string) => github.as(login).request('POST', '/repos/acme/access/labels', { name: login })
    expect([(await make('alice')).status, (await make('wendy')).status]).toEqual([403, 201])
  })
})
