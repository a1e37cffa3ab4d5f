import { describe, expect, test } from 'vitest'
import {
  appManifest,
  installAddress,
  judgePasted,
  readPasted,
  registrationAddress,
  settingsAddress,
} from '../../../../src/cli/setup/manifest.ts'
import { beginPage } from '../../../../src/cli/setup/page-text.ts'

const asked = {
  ...{ organisation: 'acme', team: 'orders', url: 'https://daypass.acme.example', repository: 'access' },
  ...{ appName: 'Daypass acme', site: 'https://github.com', apiUrl: 'https://api.github.com' },
}
const file = {
  description: `It's "just" <in> time & place`,
  url: 'https://daypass.example',
  permissions: { contents: 'write', pull_requests: 'write' },
  events: ['issues'],
}
const redirect = 'http://127.0.0.1:4321/created'

describe('the manifest', () => {
  test('asks for what app.yml does, private, with the door of this Daypass', () => {
    expect(appManifest(file, asked, redirect)).toEqual({
      name: 'Daypass acme',
      url: 'https://daypass.example',
      description: file.description,
      hook_attributes: { url: 'https://daypass.acme.example/api/github/webhooks', active: true },
      redirect_url: redirect,
      public: false,
      default_permissions: file.permissions,
      default_events: ['issues'],
    })
  })

  test('stands in the page as text that cannot become markup', async () => {
    const action = registrationAddress(asked, 'a&b"c')
    const page = beginPage(appManifest(file, asked, redirect), action)
    const [, value = ''] = /name="manifest" value="([^"]*)"/.exec(page) ?? []
    const unescaped = value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    expect(JSON.parse(unescaped.replaceAll('&#39;', "'").replaceAll('&amp;', '&'))).toMatchObject({
      name: 'Daypass acme',
    })
    expect(value).not.toMatch(/[<>']/)
    await expect(page).toMatchFileSnapshot('../../../golden/cli/setup-page.html')
  })
})

test('addresses are those of GitHub', () => {
  expect(settingsAddress(asked, 'daypass-acme')).toBe(
    'https://github.com/organizations/acme/settings/apps/daypass-acme',
  )
  const install = new URL(installAddress('https://github.com/apps/daypass-acme', 5, 7))
  expect(install.pathname).toBe('/apps/daypass-acme/installations/new/permissions')
  expect([...install.searchParams]).toEqual([
    ['suggested_target_id', '5'],
    ['repository_ids[]', '7'],
  ])
})

describe('what is pasted', () => {
  test.each([
    ['a code', ' 0a1b2c3d ', { code: '0a1b2c3d', state: undefined }],
    ['the whole address', `${redirect}?code=0a1b&state=xyz`, { code: '0a1b', state: 'xyz' }],
    ['nothing', '', undefined],
    ['words', 'I have no code', undefined],
    ['an address without a code', `${redirect}?state=xyz`, undefined],
    ['an address without a state', `${redirect}?code=0a1b`, undefined],
    ['a code that climbs', '../../user', undefined],
    ['an address whose code climbs', `${redirect}?code=..%2Fuser&state=xyz`, undefined],
  ])('%s', (_, text, read) => {
    expect(readPasted(text)).toEqual(read)
  })
})

describe('what is pasted is used', () => {
  const upper = (state: string) => state.toUpperCase()
  const judge = (line: string | undefined) => judgePasted(line, ['OURS', 'EARLIER'], upper)

  test('where it comes from a page of ours, or is a code alone', () => {
    for (const line of ['0a1b', `${redirect}?code=0a1b&state=ours`, `${redirect}?code=0a1b&state=earlier`])
      expect(judge(line)).toEqual({ code: '0a1b' })
  })

  test.each([undefined, '', 'what?', `${redirect}?code=0a1b&state=theirs`, `${redirect}?code=0a1b&state=`])(
    'and not %j',
    (line) => {
      expect(judge(line)).toEqual({ refused: expect.stringContaining('--resume --paste') })
    },
  )
})
