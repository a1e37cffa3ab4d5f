import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { chromiumHere, openChromium } from '../../demo/chromium.ts'
import { type SetupStage, setSetupStage } from '../../demo/setup-stage.ts'
import type { Visitor } from '../../demo/visitor.ts'

// Debian's chromium: apt-get install chromium. Where it is missing, this fails: what a browser makes of the page is nobody else's word.
const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

async function begin(): Promise<{ stage: SetupStage; visitor: Visitor }> {
  const path = chromiumHere()
  if (path === undefined) throw new Error('There is no Chromium here: apt-get install chromium.')
  const stage = await setSetupStage()
  open.push(stage)
  const visitor = await openChromium(path, stage.github.url, stage.github.as('olivia').token)
  open.push({ stop: () => visitor.close() })
  return { stage, visitor }
}

test('three clicks in a real browser, and nothing secret on any page or in any address', async () => {
  const { stage, visitor } = await begin()
  const setting = stage.start('--json')
  await visitor.open(await setting.page())
  const seen = [await visitor.text(), visitor.address()]
  for (const button of ['Continue', 'Create GitHub App', 'Install']) {
    await visitor.click(button)
    seen.push(await visitor.text(), visitor.address())
  }
  const { code, stdout, stderr } = await setting.ended
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, ok: true, installed_elsewhere: [] })
  expect(visitor.clicks).toBe(3)
  const { clientSecret = '', webhookSecret = '' } = stage.github.handedOut ?? {}
  const [, line = ''] = readFileSync(join(stage.out, 'app.private-key.pem'), 'utf8').split('\n')
  expect(line).toMatch(/^[\w+/=]{60,}$/)
  for (const secret of [clientSecret, webhookSecret, line])
    expect([...seen, stdout, stderr].filter((text) => text.includes(secret))).toEqual([])
})

test('going back and clicking again makes no second app', async () => {
  const { stage, visitor } = await begin()
  const setting = stage.start()
  const page = await setting.page()
  await visitor.open(page)
  await visitor.click('Continue')
  await visitor.click('Create GitHub App')
  await setting.says('took over the app')
  // The page has closed behind the code.
  await expect(visitor.open(page)).rejects.toThrow(/ERR_CONNECTION_REFUSED/)
  await setting.kill()
  expect(stage.github.calls.filter(({ path }) => path.includes('conversions'))).toHaveLength(1)
})

test('a page saved as a file opens in a browser elsewhere, for --paste', async () => {
  const { stage, visitor } = await begin()
  const setting = stage.start('--paste')
  await setting.says('Paste the whole address')
  expect(readdirSync(stage.out)).toContain('register-app.html')
  await visitor.open(`file://${join(stage.out, 'register-app.html')}`)
  await visitor.click('Continue')
  const asked = visitor.leadsTo(/\/created\?/)
  await visitor.click('Create GitHub App')
  setting.type(await asked)
  await setting.says('took over the app')
  await setting.kill()
})
