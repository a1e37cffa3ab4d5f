import { describe, expect, it } from 'vitest'
import type { DeliveryLook, DoctorInspection } from '../../../../src/cli/doctor/inspection.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { type Case, complaintsOf, createHealth, examine, type Health, now } from './inspection-samples.ts'

const url = 'https://daypass.example/api/github/webhooks'
type Hook = Awaited<ReturnType<DoctorInspection['webhook']>>

const hook =
  (change: Partial<Hook>) =>
  ({ looks }: Health): void => {
    looks.webhook = async () => ({ url, contentType: 'json', unchecked: false, ...change })
  }

/** The newest first, a minute apart. */
const delivered =
  (...statuses: (number | [number, string])[]) =>
  ({ looks }: Health): void => {
    looks.deliveries = async () =>
      statuses.map((one, index): DeliveryLook => {
        const [status, words] = typeof one === 'number' ? [one, ''] : one
        const at = new Date(now.getTime() - index * 60_000)
        return { status, words, delivered: status >= 200 && status < 300, at }
      })
  }

const pulls = (change: (health: Health) => void) =>
  both(({ looks }) => {
    const configuration = looks.configuration()
    looks.configuration = () => ({ ...configuration, deliveries: 'pull' })
  }, change)
const both = (...changes: ((health: Health) => void)[]) => {
  return (health: Health) => changes.forEach((change) => void change(health))
}

describe('daypass doctor finds, of the webhook (people.U7):', () => {
  const cases: Case[] = [
    ['none', hook({ url: '' }), `WEBHOOK_WRONG The app has no webhook, or it is not active`],
    [
      'another address',
      both(hook({ url: 'https://old.example/hooks' }), delivered(404)),
      `WEBHOOK_WRONG https://old.example/hooks GitHub delivers to https://old.example/hooks, and this Daypass listens at ${url}.`,
    ],
    [
      'another address, which passes on',
      hook({ url: 'https://relay.example/x' }),
      'note webhook: GitHub delivers to https://relay.example/x, and this Daypass listens at',
    ],
    [
      'another address, of which nothing is known to have arrived',
      both(hook({ url: 'https://relay.example/x' }), delivered()),
      'WEBHOOK_WRONG https://relay.example/x GitHub delivers to',
    ],
    ['forms instead of JSON', hook({ contentType: 'form' }), 'GitHub delivers as form. Set'],
    ['an unchecked certificate', hook({ unchecked: true }), 'note webhook: GitHub does not check the certificate'],
    [
      'another secret',
      delivered(401),
      `GitHub delivers to ${url} and did not get through with its last delivery (at 2026-11-21 10:00 UTC): it got 401: the secret differs, or something between changed the body.`,
    ],
    ['several that were refused', delivered(401, 401, 202), 'its last 2 deliveries (at'],
    ['nothing but refusals', delivered(401, 401, 401), 'its last 3 deliveries (at'],
    ['a wrong path', delivered(404), "what answers there is not Daypass's door"],
    ['a redirect', delivered(301), 'GitHub does not follow redirects'],
    ['a proxy that takes no long bodies', delivered(413), 'a proxy refuses long bodies'],
    ['a store that is down', delivered(503), 'its store does not take anything'],
    [
      'nobody there',
      delivered([502, 'failed to connect to host']),
      'note webhook: GitHub delivers to https://daypass.example/api/github/webhooks and did not get through with its last delivery (at 2026-11-21 10:00 UTC): failed to connect to host (502): GitHub does not reach it',
    ],
    ['no answer', delivered([0, '']), 'nobody answered (0)'],
    ['something else', delivered(418), 'it got 418. See the log'],
    [
      'some that failed before',
      delivered(202, 502, 202, [0, 'timed out']),
      'note webhook: 2 of the last 4 deliveries did not get through (502, timed out)',
    ],
    ['nothing delivered yet', delivered(), 'note webhook: GitHub has delivered nothing lately'],
    [
      'that GitHub does not say',
      ({ looks }) => {
        looks.webhook = () => Promise.reject(new DaypassError('GITHUB_NOT_FOUND', 'x'))
        looks.deliveries = () => Promise.reject(new DaypassError('GITHUB_NOT_FOUND', 'x'))
      },
      `note webhook: This GitHub does not say where it delivers. It must be ${url}.`,
    ],
    [
      'that GitHub does not say where, and a delivery failed',
      both(delivered(401), ({ looks }) => {
        looks.webhook = () => Promise.reject(new DaypassError('GITHUB_NOT_FOUND', 'x'))
      }),
      'the secret differs',
    ],
    [
      'that none can be fetched here',
      pulls(({ looks }) => {
        looks.deliveries = () => Promise.reject(new DaypassError('GITHUB_NOT_FOUND', 'x'))
      }),
      'WEBHOOK_WRONG This GitHub does not list deliveries, so none can be fetched.',
    ],
    [
      'that there is none to be fetched',
      pulls(hook({ url: '' })),
      'WEBHOOK_WRONG The app has no webhook, or it is not active, so GitHub makes no deliveries',
    ],
    [
      'that GitHub cannot be asked',
      ({ looks }) => {
        looks.webhook = () => Promise.reject(new DaypassError('GITHUB_UNAVAILABLE', 'GitHub did not answer.'))
      },
      'wrong webhook: GITHUB_UNAVAILABLE GitHub did not answer.',
    ],
  ]
  it.each(cases)('%s', async (_name, change, words) => {
    expect(await complaintsOf(change)).toContain(words)
  })

  it.each<[string, (health: Health) => void]>([
    [
      'an address that nobody reaches, where deliveries are fetched',
      pulls(both(delivered(502), hook({ url: 'https://nobody.example' }))),
    ],
    ['an address with a slash at its end', hook({ url: `${url}/` })],
    ['an address in capitals', hook({ url: url.replace('daypass.example', 'Daypass.Example') })],
  ])('nothing wrong with %s', async (_name, change) => {
    expect(await complaintsOf(change)).toBe('')
  })
})

describe('daypass doctor finds, of the installations (github.F11):', () => {
  const accepted = {
    account: 'acme',
    suspended: false,
    permissions: { issues: 'write', metadata: 'read' },
    events: ['issues'],
  }
  const installed =
    (change: object) =>
    ({ looks }: Health): void => {
      looks.installations = async () => [{ ...accepted, ...change }]
    }
  const cases: Case[] = [
    [
      'a permission that was not accepted',
      installed({ permissions: { metadata: 'read' } }),
      'wrong GitHub: GITHUB_REFUSED acme The installation on acme has not got the permission issues: write. The app asks for it: an owner of acme accepts it',
    ],
    [
      'one that was accepted in part',
      installed({ permissions: { issues: 'read', metadata: 'read' } }),
      'the permission issues: write',
    ],
    ['an event', installed({ events: [] }), 'has not got the event issues'],
    ['its suspension', installed({ suspended: true }), 'note GitHub: The installation on acme is suspended'],
  ]
  it.each(cases)('%s', async (_name, change, words) => {
    expect(await complaintsOf(change)).toContain(words)
  })

  it.each([
    ['GitHub does not say', { permissions: undefined, events: undefined }],
    [
      'more is accepted than needed',
      { permissions: { issues: 'admin', metadata: 'write', x: 'read' }, events: ['issues', 'x'] },
    ],
  ])('nothing where %s', async (_name, change) => {
    expect(await complaintsOf(installed(change))).toBe('')
  })

  it('says what the app lacks before what its installations do', async () => {
    const found = await complaintsOf((health) => {
      installed({ permissions: {} })(health)
      health.looks.needed.permissions.contents = 'write'
    })
    expect(found).toContain("Add it in the app's settings on GitHub")
  })
})

describe('daypass doctor finds, of the ages of keys (github.F7):', () => {
  const keysOf =
    (keys: Record<string, (string | undefined)[]>) =>
    ({ looks }: Health): void => {
      looks.repositories.sshKeys = async (_id, { login }) =>
        (keys[login] ?? []).map((createdAt) => ({ key: 'x', ...(createdAt ? { createdAt } : {}) }))
    }
  const told = async (change: (health: Health) => void) => {
    const health = createHealth()
    change(health)
    return (await examine(health)).find(({ name }) => name === 'acme/access key ages')
  }

  it.each<[string, Record<string, (string | undefined)[]>, string, string]>([
    ['that GitHub tells them', { otto: ['2025-01-01T00:00:00Z'] }, 'well', 'GitHub tells when'],
    ['that it does not', { otto: [undefined] }, 'note', 'does not tell when SSH keys were added'],
    ['that it does not of each', { otto: ['2025-01-01T00:00:00Z', undefined] }, 'note', 'does not tell'],
    ['of the first who has a key', { olga: [undefined] }, 'note', 'does not tell'],
    ['nothing where nobody has one', {}, 'well', 'none of the owners shows'],
  ])('%s', async (_name, keys, state, words) => {
    expect(await told(keysOf(keys))).toMatchObject({ state, message: expect.stringContaining(words) })
  })
})

describe('daypass doctor finds, of the data directory (people.U7):', () => {
  const directory =
    (change: object) =>
    ({ looks }: Health): void => {
      looks.dataDirectory = async () => ({ path: '/data', missing: false, refused: [], ...change })
    }

  it('what cannot be written there', async () => {
    const refused = [
      { path: '/data', why: 'EROFS' },
      { path: '/data/store', why: 'EACCES' },
    ]
    expect(await complaintsOf(directory({ refused }))).toContain(
      'wrong data directory: CONFIG_UNREADABLE DAYPASS_DATA_DIR It cannot be written: /data (EROFS), /data/store (EACCES).',
    )
  })

  it('nothing where it is not there yet', async () => {
    const health = createHealth()
    directory({ missing: true })(health)
    const found = (await examine(health)).find(({ name }) => name === 'data directory')
    expect(found).toMatchObject({ state: 'well', message: 'The server makes /data when it starts.' })
  })
})
