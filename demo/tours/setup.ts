import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readEnvironmentText } from '../../src/cli/setup/deployment-texts.ts'
import { chromiumHere, openChromium } from '../chromium.ts'
import type { DaypassServer } from '../daypass-server.ts'
import type { Narrator } from '../narrator.ts'
import { type SettingUp, type SetupStage, setSetupStage } from '../setup-stage.ts'
import { createVisitor, type Visitor } from '../visitor.ts'
import { eventually, requestBody } from './first-access.ts'

/** From an organisation without a Daypass to the first grant: six acts, three of them clicks, and no line is written by hand. */
export async function setUp(say: Narrator): Promise<void> {
  const stage = await setSetupStage()
  const began = performance.now()
  const browser = chromiumHere()
  let server: DaypassServer | undefined
  let visitor: Visitor | undefined
  try {
    const session = stage.github.as('olivia').token
    visitor = browser
      ? await openChromium(browser, stage.github.url, session)
      : createVisitor(stage.github.url, session)
    if (!browser)
      say.note('THERE IS NO CHROMIUM HERE: nobody clicks in a real browser, and the code is pasted (--paste)')
    const setting = await begin(stage, say, browser === undefined)
    await (browser ? clicks(setting, visitor, say) : pastes(stage, setting, visitor, say))
    await finish(setting, say)
    server = await start(stage, say)
    await firstGrant(stage, say)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    say.quote(
      `${visitor.clicks} clicks, 0 lines edited, ${seconds} s of this machine`,
      'from nothing to the first grant:',
    )
  } finally {
    await visitor?.close()
    await server?.kill()
    await stage.stop()
  }
}

function begin(stage: SetupStage, say: Narrator, paste: boolean): Promise<SettingUp> {
  const typed = ['daypass setup', ...stage.args, ...(paste ? ['--paste'] : [])].join(' ')
  return say.step('Act 1: olivia, an owner of acme, starts the set-up in a terminal', async () => {
    say.quote(`$ ${typed}`)
    const setting = stage.start(...(paste ? ['--paste'] : []))
    await setting.page()
    return setting
  })
}

async function clicks(setting: SettingUp, visitor: Visitor, say: Narrator): Promise<void> {
  await visitor.open(await setting.page())
  await say.step('Act 2: on the page of her own machine she clicks «Continue to GitHub»', () =>
    visitor.click('Continue'),
  )
  await say.step('Act 3: on GitHub she clicks «Create GitHub App»; its keys go to the terminal', async () => {
    await visitor.click('Create GitHub App')
    await setting.says('took over the app')
  })
  await say.step('Act 4: GitHub shows the installation, the access repository chosen: she clicks «Install»', () =>
    visitor.click('Install'),
  )
}

async function pastes({ out }: SetupStage, setting: SettingUp, visitor: Visitor, say: Narrator): Promise<void> {
  await setting.says('Paste the whole address')
  await say.step(
    'Act 2: she takes register-app.html to a browser elsewhere and clicks «Continue to GitHub»',
    async () => {
      await visitor.open(pathToFileURL(join(out, 'register-app.html')).href)
      await visitor.click('Continue')
    },
  )
  await say.step(
    'Act 3: on GitHub she clicks «Create GitHub App», and pastes the address that it leads to',
    async () => {
      visitor.unreachable(/\/created\?/)
      const address = visitor.leadsTo(/\/created\?/)
      await visitor.click('Create GitHub App')
      setting.type(await address)
      await setting.says('took over the app')
    },
  )
  await say.step('Act 4: she opens the page of the installation and clicks «Install»', async () => {
    await visitor.open(await setting.says(/(http\S+\/installations\/new\S+)/))
    await visitor.click('Install')
  })
}

async function finish(setting: SettingUp, say: Narrator): Promise<void> {
  await say.step('The rulesets are made, and doctor looks at everything', async () => {
    const { code, stdout, stderr } = await setting.ended
    if (code !== 0) throw new Error(`daypass setup ended with ${code}: ${stdout}${stderr}`)
    say.quote(stdout, 'what the terminal shows:')
  })
}

function start(stage: SetupStage, say: Narrator): Promise<DaypassServer> {
  return say.step('Act 5: the server is started with nothing but the files that were made', async () => {
    const text = await readFile(join(stage.out, 'daypass.env'), 'utf8')
    say.quote(text)
    return stage.serve(readEnvironmentText(text))
  })
}

async function firstGrant({ github }: SetupStage, say: Narrator): Promise<void> {
  await say.step(
    'Act 6: rita, of the team, opens the first issue; the credential comes, sealed to her key',
    async () => {
      const rita = github.as('rita')
      const issue = { title: 'Access, please', body: requestBody('30m', { resource: 'example-api' }) }
      const { data } = await rita.request('POST', '/repos/acme/access/issues', issue)
      const { number } = data as { number: number }
      await eventually('a comment with the sealed credential', async () => {
        const answer = await rita.request('GET', `/repos/acme/access/issues/${number}/comments`)
        return (answer.data as { body: string }[]).find(({ body }) => body.includes('BEGIN AGE ENCRYPTED FILE'))
      })
    },
  )
}
