import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Visitor } from './visitor.ts'

/** Where Debian puts it, and where its other names are. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Undefined: this machine has none. */
export const chromiumHere = (): string | undefined => places.find((place) => existsSync(place))

/** The next such address that a form is redirected to, where this browser then does not go. */
function stopBefore(page: Page, addresses: RegExp): Promise<string> {
  return new Promise((led) => {
    void page.route('**/*', async (asked) => {
      if (asked.request().method() !== 'POST') return asked.fallback()
      const response = await asked.fetch({ maxRedirects: 0 })
      const { location = '' } = response.headers()
      if (!addresses.test(location)) return asked.fulfill({ response })
      led(location)
      return asked.abort()
    })
  })
}

/** A real browser, without a window. `session` is whom GitHub takes it for. */
export async function openChromium(executablePath: string, github: string, session: string): Promise<Visitor> {
  const { chromium } = await import('playwright-core')
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
    // Playwright does not stop what a redirect leads to: `leadsTo` stops before it.
    unreachable: () => undefined,
    leadsTo: (addresses) => stopBefore(page, addresses),
    address: () => page.url(),
    text: () => page.content(),
    get clicks() {
      return clicks
    },
    close: () => browser.close(),
  }
}
