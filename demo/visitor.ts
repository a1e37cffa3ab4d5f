import { readFile } from 'node:fs/promises'

/** Somebody at a browser: opens addresses and clicks buttons. */
export type Visitor = {
  open(address: string): Promise<void>
  /** Clicks the button whose words begin so. Throws when there is none. */
  click(words: string): Promise<void>
  /** Writes into the field of this name. */
  write(field: string, text: string): Promise<void>
  /** From now on, nothing answers at such addresses. */
  unreachable(addresses: RegExp): void
  /** The next address of this form that the browser is sent to. */
  leadsTo(addresses: RegExp): Promise<string>
  /** What the address bar shows: where a redirect led, also where nothing answers. */
  address(): string
  text(): Promise<string>
  readonly clicks: number
  close(): Promise<void>
}

type Form = { action: string; fields: [string, string][]; buttons: string[] }

/** A browser without a window: follows redirects and sends forms as browsers do. `session` is whom GitHub takes it for. */
export function createVisitor(github: string, session: string): Visitor {
  const written = new Map<string, string>()
  let [address, page, clicks] = ['', '', 0]
  let nowhere: RegExp | undefined
  let awaited: { addresses: RegExp; led(address: string): void } | undefined
  const go = async (to: string, form?: [string, string][]): Promise<void> => {
    address = to
    if (awaited?.addresses.test(to)) awaited.led(to)
    if (to.startsWith('file:')) {
      page = await readFile(new URL(to), 'utf8')
      return
    }
    if (nowhere?.test(to)) return
    const ours = to.startsWith(`${github}/`)
    const answer = await fetch(to, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(ours ? { cookie: `user_session=${session}` } : {}) },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    }).catch(() => undefined)
    page = (await answer?.text()) ?? ''
    const location = answer?.headers.get('location')
    if (location) await go(new URL(location, to).href)
  }
  return {
    open: (to) => go(to),
    click: async (words) => {
      const form = formsOf(page).find(({ buttons }) => buttons.some((button) => button.startsWith(words)))
      if (form === undefined) throw new Error(`There is no button "${words}" at ${address}: ${page}`)
      clicks += 1
      const fields = form.fields.map(([name, value]): [string, string] => [name, written.get(name) ?? value])
      written.clear()
      await go(new URL(form.action, address).href, fields)
    },
    write: async (field, text) => void written.set(field, text),
    unreachable: (addresses) => {
      nowhere = addresses
    },
    leadsTo: (addresses) =>
      new Promise((led) => {
        awaited = { addresses, led }
      }),
    address: () => address,
    text: async () => page,
    get clicks() {
      return clicks
    },
    close: async () => undefined,
  }
}

function formsOf(page: string): Form[] {
  return [...page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', body = '']) => {
    const inputs = [...body.matchAll(/<input([^>]*)>/g)].map(([, one = '']) => one)
    const sent = inputs.filter((one) => !/type="(?:radio|checkbox)"/.test(one) || / checked\b/.test(one))
    const buttons = [...body.matchAll(/<button[^>]*>([^<]*)</g)].map(([, words = '']) => words)
    return {
      action: attribute(head, 'action'),
      fields: sent.map((one): [string, string] => [attribute(one, 'name'), attribute(one, 'value')]),
      buttons,
    }
  })
}

function attribute(tag: string, name: string): string {
  const [, value = ''] = new RegExp(`\\b${name}="([^"]*)"`).exec(tag) ?? []
  const marks: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
  return value.replace(/&(?:amp|lt|gt|quot|#39);/g, (mark) => marks[mark] ?? mark)
}
