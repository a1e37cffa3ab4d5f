import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { runInProcess } from '../../demo/in-process.ts'
import { clickThrough, type SetupStage, setSetupStage } from '../../demo/setup-stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { createVisitor, type Visitor } from '../../demo/visitor.ts'
import { readEnvironmentText } from '../../src/cli/setup/deployment-texts.ts'
import { form } from './play.ts'

const open: SetupStage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.stop()
})

async function stageOf(options: Parameters<typeof setSetupStage>[0] = {}): Promise<SetupStage> {
  const stage = await setSetupStage(options)
  open.push(stage)
  return stage
}

const visitorOf = ({ github }: SetupStage, login = 'olivia'): Visitor =>
  createVisitor(github.url, github.as(login).token)

/** Every file of the folder, by its name. */
function filesIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  )
}

/** What a set-up left on GitHub. */
async function left({ github }: SetupStage) {
  const olivia = github.as('olivia')
  const repositories = (await olivia.request('GET', '/repos/acme/access')).data as { id: number; private: boolean }
  const rulesets = (await olivia.request('GET', '/repos/acme/access/rulesets')).data as { name: string }[]
  const commits = (await olivia.request('GET', '/repos/acme/access/commits')).data as object[]
  const apps = github.calls.filter(({ path, status }) => path.startsWith('/app-manifests/') && status === 201)
  return {
    repository: repositories,
    rulesets: rulesets.map(({ name }) => name),
    commits: commits.length,
    apps: apps.length,
  }
}

const names = ['daypass: checkpoints', 'daypass: default branch', 'daypass: ledger']

test('an organisation without a Daypass has one after three clicks, and a request is granted', async () => {
  const stage = await stageOf()
  const { github, out } = stage
  const setting = stage.start()
  const visitor = visitorOf(stage)
  const page = await setting.page()
  const pages: string[] = []
  await visitor.open(page)
  pages.push(await visitor.text())
  for (const button of ['Continue', 'Create GitHub App', 'Install']) {
    await visitor.click(button)
    pages.push(visitor.address())
  }
  const { code, stdout, stderr } = await setting.ended
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('Everything is in order.')
  expect(visitor.clicks).toBe(3)

  // Keys are for nobody else's eyes, and stand nowhere but in their files.
  const files = filesIn(out)
  for (const path of files.keys()) expect(`${path} ${(statSync(path).mode & 0o777).toString(8)}`).toBe(`${path} 600`)
  const pem = readFileSync(join(out, 'app.private-key.pem'), 'utf8')
  const { clientSecret = '', webhookSecret = '' } = github.handedOut ?? {}
  expect(readFileSync(join(out, 'client-secret'), 'utf8')).toBe(clientSecret)
  expect(readFileSync(join(out, 'webhook-secret'), 'utf8')).toBe(webhookSecret)
  const line = pem.split('\n')[1] ?? ''
  expect(line).toMatch(/^[\w+/=]{60,}$/)
  const elsewhere = [
    stdout,
    stderr,
    ...pages,
    ...[...files].flatMap(([path, text]) => (/\.pem$|secret$/.test(path) ? [] : [text])),
  ]
  for (const secret of [line, clientSecret, webhookSecret, github.as('olivia').token])
    expect(elsewhere.filter((text) => text.includes(secret))).toEqual([])
  expect([...files.keys()].map((path) => path.slice(out.length + 1)).sort()).toEqual([
    '.gitignore',
    'app.json',
    'app.private-key.pem',
    'client-secret',
    'daypass.config.yml',
    'daypass.env',
    'setup.json',
    'webhook-secret',
  ])
  expect((await left(stage)).rulesets.sort()).toEqual(names)

  const environment = readEnvironmentText(readFileSync(join(out, 'daypass.env'), 'utf8'))
  const checked = await runInProcess(['doctor', '--json'], environment)
  expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true })
  const server = await stage.serve(environment)
  try {
    const rita = github.as('rita')
    const body = form({ resource: 'example-api', duration: '30m' })
    const asked = await rita.request('POST', '/repos/acme/access/issues', { title: 'Access, please', body })
    const { number } = asked.data as { number: number }
    await eventually('the grant', async () => {
      const { data } = await rita.request('GET', `/repos/acme/access/issues/${number}/comments`)
      return (data as { body: string }[]).find((comment) => comment.body.includes('BEGIN AGE ENCRYPTED FILE'))
    })
    for (const secret of [line, clientSecret, webhookSecret]) expect(server.log()).not.toContain(secret)
  } finally {
    await server.kill()
  }
})

const refused: [string, Parameters<typeof setSetupStage>[0], string, string[], string][] = [
  ['on the Free plan', { plan: 'free' }, 'olivia', [], 'GitHub Free'],
  ['by somebody who owns nothing', {}, 'mark', [], 'Ask org-keeper, olivia'],
  ['for a team that is not there', {}, 'olivia', ['--team', 'nobody'], '@acme/nobody'],
  ['where the repository is there', {}, 'olivia', ['--repository', 'website'], '--adopt'],
]
test.each(refused)('nothing is made %s', async (_, options, login, more, words) => {
  const { github, args, env } = await stageOf(options)
  const answer = await runInProcess(['setup', ...args, ...more], { ...env, GITHUB_TOKEN: github.as(login).token })
  expect(answer.code).toBe(1)
  expect(answer.stderr).toContain('SETUP_NOT_READY')
  expect(answer.stderr).toContain(words)
  expect(github.calls.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(existsSync(join(args.at(-1) ?? '', 'setup.json'))).toBe(false)
})

test('all that is missing is said at once', async () => {
  const { github, args, env } = await stageOf({ plan: 'free' })
  const asked = ['setup', ...args, '--team', 'nobody', '--repository', 'website']
  const answer = await runInProcess(asked, { ...env, GITHUB_TOKEN: github.as('mark').token })
  expect(answer.stderr.match(/SETUP_NOT_READY/g)?.length).toBeGreaterThanOrEqual(3)
})

/** What GitHub does, and whose answer is lost when the process is killed. */
const writes: [string, string, RegExp][] = [
  ['the repository was made', 'POST', /^\/orgs\/acme\/repos$/],
  ['the tree was written', 'POST', /\/git\/trees$/],
  ['the commit was written', 'POST', /\/git\/commits$/],
  ['the branch was moved', 'PATCH', /\/git\/refs\//],
  ['the team may write', 'PUT', /\/teams\/orders\/repos\//],
]
const rules = [1, 2, 3].map((place): [string, string, RegExp] => [`ruleset ${place} was made`, 'POST', /\/rulesets$/])

test('kill -9 after each thing that GitHub does, then --resume: nothing is made twice', async () => {
  const stage = await stageOf()
  const { github } = stage
  let resume: string[] = []
  const go = () => {
    const setting = stage.start(...resume)
    resume = ['--resume']
    setting.ended.catch(() => undefined)
    return setting
  }
  const dieAfter = async (method: string, path: RegExp) => {
    github.resetCalls()
    github.faults.add({ method, path, by: 'user', times: 1, applied: true }, 'timeout')
    const setting = go()
    await eventually(`${method} ${path}`, async () =>
      github.calls.find((call) => call.method === method && path.test(call.path) && call.status === 0),
    )
    await setting.kill()
    github.faults.clear()
  }
  for (const [, method, path] of writes) await dieAfter(method, path)

  // While the page waits.
  const waiting = go()
  await waiting.page()
  await waiting.kill()

  // While GitHub hands out the keys: they are lost, the app is named, and there is no second one.
  const visitor = visitorOf(stage)
  github.faults.add({ method: 'POST', path: /conversions$/, times: 1, applied: true }, 'timeout')
  const converting = go()
  await visitor.open(await converting.page())
  await visitor.click('Continue')
  const created = visitor.click('Create GitHub App')
  await eventually('the conversion', async () =>
    github.calls.find(({ path, status }) => path.endsWith('/conversions') && status === 0),
  )
  await converting.kill()
  await created
  github.faults.clear()
  const lost = await go().ended
  expect(lost.code).toBe(1)
  expect(lost.stderr).toContain(`${github.url}/organizations/acme/settings/apps/daypass-acme`)
  expect(lost.stderr).toContain('SETUP_APP_LOST')
  github.removeApp()

  // While it waits for the installation.
  const installing = go()
  await visitor.open(await installing.page())
  await visitor.click('Continue')
  await visitor.click('Create GitHub App')
  await installing.says('install the app on acme/access alone')
  await installing.kill()
  await visitor.click('Install')
  for (const [, method, path] of rules) await dieAfter(method, path)

  const { code, stderr } = await go().ended
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const { rulesets, commits } = await left(stage)
  expect(rulesets.sort()).toEqual(names)
  // GitHub's own, and ours.
  expect(commits).toBe(2)
  expect((await go().ended).code).toBe(0)
})

test('an answer that is lost on its way back is no failure: what was done is seen', async () => {
  const stage = await stageOf()
  for (const [, method, path] of [...writes, ...rules.slice(0, 1)])
    stage.github.faults.add({ method, path, by: 'user', times: 1, applied: true }, { status: 502 })
  // Whoever could paste goes through the page, as by ssh -L: nothing waits for a line then.
  const setting = stage.start('--paste')
  await clickThrough(visitorOf(stage), await setting.page())
  expect(await setting.ended).toMatchObject({ code: 0, stderr: '' })
  const { rulesets, commits } = await left(stage)
  expect(rulesets.sort()).toEqual(names)
  expect(commits).toBe(2)
})

/** The first two clicks, in a browser that cannot reach the page on the terminal's machine. */
async function clicksElsewhere(stage: SetupStage): Promise<Visitor> {
  const visitor = visitorOf(stage)
  const page = pathToFileURL(join(stage.out, 'register-app.html')).href
  await visitor.open(page)
  await visitor.click('Continue')
  return visitor
}

describe('--paste, in a session without a browser', () => {
  /** Where GitHub sends the browser, which goes nowhere. */
  const returned = async (visitor: Visitor): Promise<string> => {
    visitor.unreachable(/^http:\/\/127\.0\.0\.1:\d+\/created/)
    await visitor.click('Create GitHub App')
    return visitor.address()
  }

  test('takes the whole address, and the code alone', async () => {
    for (const part of [(address: string) => address, (address: string) => new URL(address).searchParams.get('code')]) {
      const stage = await stageOf()
      const setting = stage.start('--paste')
      await setting.says('Paste the whole address')
      const visitor = await clicksElsewhere(stage)
      setting.type(String(part(await returned(visitor))))
      await setting.says(/(http\S+\/installations\/new\S+)/)
      expect(existsSync(join(stage.out, 'register-app.html'))).toBe(false)
      await setting.kill()
    }
  })

  test('refuses an address of another page, and takes the right one afterwards', async () => {
    const stage = await stageOf()
    const setting = stage.start('--paste')
    await setting.says('Paste the whole address')
    const visitor = await clicksElsewhere(stage)
    const address = new URL(await returned(visitor))
    const right = address.href
    address.searchParams.set('state', 'somebody else')
    setting.type(address.href)
    const answer = await setting.ended
    expect(answer.code).toBe(1)
    expect(answer.stderr).toContain('SETUP_UNFINISHED')
    expect(stage.github.calls.filter(({ path }) => path.includes('conversions'))).toEqual([])

    // Without the address, there is an app that is not ours yet.
    const named = await stage.start('--resume').ended
    expect(named.stderr).toContain('SETUP_APP_LOST')
    const again = stage.start('--resume', '--paste')
    await again.says('Paste the whole address')
    again.type(right)
    await again.says('took over the app')
    await again.kill()
  })
})

test('where the name of the app is taken, the one that GitHub takes counts; an installation on everything is said', async () => {
  const stage = await stageOf({ bare: { slug: 'our-daypass', taken: ['Daypass acme'] } })
  const setting = stage.start('--json')
  const visitor = visitorOf(stage)
  await visitor.open(await setting.page())
  await visitor.click('Continue')
  await visitor.click('Create GitHub App')
  expect(await visitor.text()).toContain('already in use')
  await visitor.write('name', 'Our Daypass')
  await visitor.click('Create GitHub App')
  await visitor.write('install_target', 'all')
  await visitor.click('Install')
  const { code, stdout, stderr } = await setting.ended
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    app: { slug: 'our-daypass' },
    installed_elsewhere: ['acme/website'],
  })
  expect(stderr).toContain('installed on more than acme/access')
})

describe('--adopt', () => {
  /** What stands in the repository that is there. */
  const reader = (stage: SetupStage) => async (path: string) => {
    const { data } = await stage.github.as('olivia').request('GET', `/repos/acme/website/contents/${path}`)
    return Buffer.from((data as { content?: string }).content ?? '', 'base64').toString()
  }
  const adopting = async (stage: SetupStage, ...more: string[]) => {
    const setting = stage.start('--adopt', ...(more.length > 0 ? more : ['--repository', 'website']))
    await setting.page()
    await setting.kill()
  }

  test('uses a repository that is there, and replaces nothing in it', async () => {
    const stage = await stageOf({ files: { 'README.md': '# Ours\n', 'catalog/example.yml': 'resources: []\n' } })
    await adopting(stage)
    const read = reader(stage)
    expect(await read('README.md')).toBe('# Ours\n')
    expect(await read('catalog/example.yml')).toBe('resources: []\n')
    expect(await read('.github/CODEOWNERS')).toContain('@acme/orders')
  })

  test('leaves a README that is all there is', async () => {
    const stage = await stageOf({ files: { 'README.md': '# Ours\n' } })
    await adopting(stage)
    expect(await reader(stage)('README.md')).toBe('# Ours\n')
  })

  test('begins one that nobody has pushed to', async () => {
    const stage = await stageOf({ empty: true })
    await adopting(stage)
    expect(await reader(stage)('README.md')).toContain('Ask here for access')
    expect(await reader(stage)('catalog/example.yml')).toContain('example-api')
  })

  test('takes nothing back that somebody pushes meanwhile', async () => {
    const stage = await stageOf({ files: { 'README.md': '# Ours\n' } })
    const push = () => stage.github.commitFiles({ 'theirs.md': 'pushed meanwhile' })
    stage.github.faults.before({ method: 'PATCH', path: /git\/refs/ }, push)
    const { code, stderr } = await stage.start('--adopt', '--repository', 'website').ended
    expect(code).toBe(1)
    expect(stderr).toContain('GITHUB_REFUSED')
    await adopting(stage, '--resume')
    expect(await reader(stage)('theirs.md')).toBe('pushed meanwhile')
    expect(await reader(stage)('.github/CODEOWNERS')).toContain('@acme/orders')
  })
})

test('a folder in which something was begun, or keys lie, is not begun anew', async () => {
  const stage = await stageOf()
  const setting = stage.start()
  await setting.page()
  await setting.kill()
  expect(await stage.start().ended).toMatchObject({ code: 1, stderr: expect.stringContaining('SETUP_EXISTS') })
  const other = await stage.start('--resume', '--organisation', 'evil').ended
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('USAGE') })
})
