import { describe, expect, it } from 'vitest'
import { renderFindings } from '../../../../src/cli/doctor/report.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { Secret } from '../../../../src/core/secret.ts'
import { createAdmin } from '../../../../src/http/admin.ts'
import { noLevels } from '../../../fakes/levels.ts'
import { createFakeLockdowns } from '../../../fakes/lockdowns.ts'
import {
  type Case,
  complaints,
  complaintsOf,
  createHealth,
  examine,
  type Health,
  ordersDb,
  repository,
  withDeployment,
} from './inspection-samples.ts'

describe('daypass doctor on a healthy deployment', () => {
  it('finds nothing', async () => {
    const findings = await examine(createHealth())
    expect(complaints(findings)).toEqual([])
    await expect(renderFindings(findings)).toMatchFileSnapshot('../../../golden/cli/doctor-healthy.txt')
  })
})

describe('daypass doctor finds, of the server:', () => {
  const cases: Case[] = [
    [
      'a permission that is missing',
      ({ looks }) => {
        looks.needed.permissions.contents = 'write'
      },
      'GITHUB_REFUSED The app daypass lacks the permission contents: write',
    ],
    [
      'a permission that is too weak',
      ({ looks }) => {
        looks.needed.permissions.metadata = 'write'
      },
      'the permission metadata: write',
    ],
    [
      'a permission that is missing, and without which all but one thing works',
      ({ looks }) => {
        looks.needed.permissions.actions = 'read'
      },
      'has not got the permission actions: read, so that requests that name a workflow run wait',
    ],
    [
      'an event that is missing',
      ({ looks }) => {
        looks.needed = { ...looks.needed, events: ['issues', 'push'] }
      },
      'the event push',
    ],
    [
      'no keys yet',
      ({ looks }) => {
        looks.keys = async () => undefined
      },
      'note signing keys: There are no signing keys yet',
    ],
    [
      'a key for several purposes',
      ({ looks }) => {
        looks.keys = async () => ['token', undefined]
      },
      'note signing keys: 1 of 2 signing keys serve several purposes',
    ],
    [
      'no store yet',
      ({ looks }) => {
        looks.store = async () => undefined
      },
      'note store: There is no store yet',
    ],
    [
      'ends that are not proved',
      ({ looks }) => {
        looks.store = async () => ({
          counts: { ending: 2 },
          aside: 0,
          lockdowns: 0,
          trails: [],
          stranded: [],
          ends: [{ state: 'ending', url: 'acme/access#7' }],
          unreadable: [],
        })
      },
      'note store: 2 requests whose end is not proved yet.',
    ],
    [
      'requests that need attention',
      ({ looks }) => {
        looks.store = async () => ({
          counts: { undecided: 1, failed: 1 },
          aside: 0,
          lockdowns: 0,
          trails: [],
          stranded: [],
          ends: [],
          unreadable: [],
        })
      },
      'note store: 1 request that could not be decided',
    ],
    [
      'records that cannot be read',
      ({ looks }) => {
        const rest = { aside: 0, lockdowns: 0, trails: [], stranded: [], ends: [] }
        looks.store = async () => ({ counts: {}, ...rest, unreadable: ['7#42'] })
      },
      'wrong store: RECORD_INVALID The records of 7#42 cannot be read',
    ],
    [
      'deliveries that were set aside',
      ({ looks }) => {
        looks.store = async () => ({
          counts: {},
          aside: 1,
          lockdowns: 0,
          trails: [],
          stranded: [],
          ends: [],
          unreadable: [],
        })
      },
      'note store: 1 webhook delivery was set aside',
    ],
    [
      'no server',
      ({ answers }) => void delete answers['https://daypass.example/readyz'],
      'note server: Nothing answers at https://daypass.example',
    ],
    [
      'a server that is not ready',
      ({ answers }) => {
        answers['https://daypass.example/readyz'] = 503
      },
      'is not ready (503)',
    ],
    ['no GitHub', ({ answers }) => void delete answers['https://api.github.com'], 'wrong clock: GITHUB_UNAVAILABLE'],
    [
      'a probe that lets everybody in',
      ({ answers }) => {
        answers['https://api.acme.example/whoami'] = 200
      },
      'wrong target of orders: CONNECTOR_FAILED https://api.acme.example/whoami The probe answers 200',
    ],
    [
      'a probe that is not there',
      ({ answers }) => {
        answers['https://api.acme.example/whoami'] = 404
      },
      'The probe answers 404',
    ],
    [
      'a probe that cannot be reached',
      ({ answers }) => void delete answers['https://api.acme.example/whoami'],
      'The probe cannot be reached',
    ],
  ]
  it.each(cases)('%s', async (_name, change, expected) => {
    expect(await complaintsOf(change)).toContain(expected)
  })

  it('says that a running server has the store, and asks its metrics', async () => {
    const health = createHealth()
    health.looks.store = async () => {
      throw new DaypassError('STORE_LOCKED', 'another Daypass uses this data directory')
    }
    health.looks.metrics = async () => '# HELP x\ndaypass_grants_live 2\ndaypass_grants_ending 3\n'
    const found = (await examine(health)).filter(({ name }) => name === 'store')
    expect(found.map(({ state }) => state)).toEqual(['well', 'note'])
    expect(found.map(({ message }) => message).join('\n')).toMatch(
      /open in a running server[\s\S]*3 requests whose end/,
    )
  })

  describe('lockdowns in force', () => {
    const noted = async (health: Health) =>
      (await examine(health))
        .filter(({ message }) => message.includes('daypass lockdown'))
        .map(({ state, message }) => [state, message])
    it.each([
      [0, []],
      [1, [['note', expect.stringContaining('1 lockdown is in force')]]],
      [2, [['note', expect.stringContaining('2 lockdowns are in force')]]],
    ])('%d, in a store that can be opened and in one that a running server has', async (lockdowns, expected) => {
      const health = createHealth()
      health.looks.store = async () => ({
        counts: {},
        aside: 0,
        lockdowns,
        trails: [],
        stranded: [],
        ends: [],
        unreadable: [],
      })
      expect(await noted(health)).toEqual(expected)
      health.looks.store = async () => {
        throw new DaypassError('STORE_LOCKED', 'another Daypass uses this data directory')
      }
      health.looks.metrics = async () => `daypass_grants_ending 0\ndaypass_lockdowns ${lockdowns}\n`
      expect(await noted(health)).toEqual(expected)
    })
  })

  describe('access that the deployment cannot end', () => {
    const stranded = [
      { connector: 'orders', connectorType: 'postgres', count: 1, requests: ['acme/access#12'] },
      { connector: 'orders-db', connectorType: 'postgres', count: 2, requests: ['acme/access#7', 'acme/access#9'] },
      { connector: 'constructor', connectorType: 'vault', count: 3, requests: ['acme/access#4', 'acme/other#4'] },
    ]
    const said = async (health: Health) => {
      const findings = (await examine(health)).filter(({ name }) => name === 'store')
      return { findings, text: renderFindings(findings) }
    }

    it('in a store that can be opened: each connector by name and type, with the requests that wait for it', async () => {
      const health = createHealth()
      health.looks.store = async () => ({
        counts: { active: 5, ending: 1 },
        aside: 0,
        lockdowns: 0,
        trails: [],
        stranded,
        ends: [],
        unreadable: [],
      })
      const { findings, text } = await said(health)
      expect(findings.filter(({ code }) => code === 'CONNECTOR_GONE').map(({ state }) => state)).toEqual([
        'wrong',
        'wrong',
        'wrong',
      ])
      await expect(text).toMatchFileSnapshot('../../../golden/cli/doctor-connector-gone.txt')
    })

    it('in a store that a running server has, as its metrics count it', async () => {
      const health = createHealth()
      health.looks.store = async () => {
        throw new DaypassError('STORE_LOCKED', 'another Daypass uses this data directory')
      }
      const { open } = createAdmin(
        async () => ({ ...noLevels, endingGrants: 3, stranded }),
        async () => ({ revoked: 0, lockdown: undefined }),
        createFakeLockdowns(),
        new Secret('-'),
      )
      health.looks.metrics = async () => (await open.request('/metrics')).text()
      const { text } = await said(health)
      await expect(text).toMatchFileSnapshot('../../../golden/cli/doctor-connector-gone-running.txt')
    })
  })

  it('looks at nothing that a broken configuration would explain', async () => {
    const health = createHealth()
    health.looks.configuration = () => {
      throw new DaypassError('CONFIG_INVALID', 'Not right.')
    }
    const findings = await examine(health)
    expect(findings.filter(({ state }) => state === 'wrong').map(({ name }) => name)).toEqual(['configuration'])
    expect(findings.find(({ name }) => name === 'opa')?.state).toBe('well')
  })
})

describe('daypass doctor finds, of an access repository:', () => {
  const problem =
    (code: 'CATALOG_INVALID' | 'POLICY_FORBIDDEN' | 'YAML_INVALID', where: string): Case[1] =>
    ({ governance }) =>
      void governance.problems.push({ code, where, message: 'is wrong.' })
  const cases: Case[] = [
    [
      'no installation',
      ({ looks }) => {
        looks.repositories.installed = async () => []
      },
      `wrong repositories: REPOSITORY_NOT_ENROLLED ${repository} The app is not installed`,
    ],
    [
      'one too many',
      ({ looks }) => {
        looks.repositories.installed = async () => [
          { id: repository, owner: 'acme', name: 'access' },
          { id: 5, owner: 'acme', name: 'web' },
        ]
      },
      'note repositories: The app is installed on repositories that no connector names, and ignores them: acme/web (5)',
    ],
    [
      'a public one',
      ({ looks }) => {
        looks.repositories.repository = async () => ({
          fullName: 'acme/access',
          private: false,
          archived: false,
          defaultBranch: 'main',
        })
      },
      'REPOSITORY_PUBLIC',
    ],
    [
      'an archived one',
      ({ looks }) => {
        looks.repositories.repository = async () => ({
          fullName: 'acme/access',
          private: true,
          archived: true,
          defaultBranch: 'main',
        })
      },
      'It is archived',
    ],
    [
      'a broken catalog',
      problem('CATALOG_INVALID', 'catalog/a.yml: orders-db'),
      'wrong acme/access catalog: CATALOG_INVALID catalog/a.yml: orders-db is wrong.',
    ],
    [
      'settings that are no YAML',
      problem('YAML_INVALID', '.github/daypass.yml:3'),
      'wrong acme/access settings: YAML_INVALID .github/daypass.yml:3',
    ],
    [
      'a policy that is a link',
      problem('POLICY_FORBIDDEN', 'policies/x.rego'),
      'wrong acme/access policy: POLICY_FORBIDDEN',
    ],
    [
      'another issuer',
      ({ governance }) => {
        governance.settings = { issuer: 'https://evil.example' }
      },
      'SETTINGS_INVALID .github/daypass.yml It names the issuer https://evil.example, and this Daypass is https://daypass.example',
    ],
    [
      'no issuer',
      ({ governance }) => {
        governance.settings = {}
      },
      'It names no issuer',
    ],
    [
      'an older form',
      ({ files }) => void files.set('.github/ISSUE_TEMPLATE/access-request.yml', 'name: x\n'),
      'wrong acme/access form: FORM_OUTDATED',
    ],
    ['no form', ({ files }) => files.clear(), 'There is no issue form'],
    [
      'a policy that does not compile',
      ({ looks }) => {
        looks.compile = async () => Promise.reject(new DaypassError('POLICY_INVALID', 'opa refuses the policy: x'))
      },
      'wrong acme/access policy: POLICY_INVALID opa refuses',
    ],
    [
      'a test that fails',
      ({ looks }) => {
        looks.testPolicy = async () => ({ passed: 2, failed: 1, output: 'FAIL: 1/3' })
      },
      'POLICY_INVALID policies/ 1 of 3 tests fail: FAIL: 1/3',
    ],
    [
      'a policy without tests',
      ({ looks }) => {
        looks.testPolicy = async () => ({ passed: 0, failed: 0, output: '' })
      },
      'note acme/access policy: The policy compiles. It has no tests',
    ],
    [
      'a team that is not there',
      ({ teams }) => teams.clear(),
      'wrong acme/access teams: TEAM_UNKNOWN catalog: orders-db.team There is no team @acme/orders',
    ],
    [
      'an unknown connector',
      ({ governance }) => {
        governance.resources = [{ ...ordersDb, connector: 'other' }]
      },
      'CONNECTOR_UNKNOWN catalog: orders-db.connector',
    ],
    [
      'a connector of Object',
      ({ governance }) => {
        governance.resources = [{ ...ordersDb, connector: 'constructor' }]
      },
      'CONNECTOR_UNKNOWN',
    ],
  ]
  it.each(cases)('%s', async (_name, change, expected) => {
    expect(await complaintsOf(change)).toContain(expected)
  })

  it('a connector that it may not use', async () => {
    const found = await complaintsOf((health) => {
      withDeployment(health, ({ connectors }) => {
        connectors.secret = { type: 'token', audience: 'https://x.example', repositories: [5] }
      })
      health.governance.resources = [{ ...ordersDb, connector: 'secret' }]
    })
    expect(found).toContain('CONNECTOR_NOT_ALLOWED catalog: orders-db.connector')
    expect(found).toContain(`Add ${repository} to its repositories`)
  })
})
