import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Visitor } from './visitor.ts'

/** Where Debian puts it, and where its other names are. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Undefined: this machine has none. */
export const chromiumHere = (): string | undefined => places.find((place) => existsSync(place))

/** A real browser, without a window. `session` is whom GitHub takes it for. */
export async function openChromium(executablePath: string, github: string, session: string): Promise<Visitor> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  const context = await browser.newContext()
  await context.addCookies([{ name: 'user_session', value: session, url: github, sameSite: 'Lax' }])
  const page = await context.newPage()
  let clicks = 0
  return {
    open: async (to) => void (await page.goto(to)),
    click: async (words) => {
      await page.getByRole('button', { name: words }).click()
      await page.waitForLoadState()
      clicks += 1
    },
    write: (field, text) => page.locator(`[name="${field}"]`).fill(text),
    unreachable: (addresses) => void page.route(addresses, (asked) => asked.abort()),
    address: () => page.url(),
    text: () => page.content(),
    get clicks() {
      return clicks
    },
    close: () => browser.close(),
  }
}
