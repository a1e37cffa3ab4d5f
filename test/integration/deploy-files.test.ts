import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readEnvironment } from '../../src/config/environment.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

type Variables = Record<string, string>
type Deployed = { variables: Variables; mounted: readonly string[] }

/** What each secret file holds, by what its variable is called. */
const contents: Variables = {
  PRIVATE_KEY_PATH: read('test/fixtures/keys/rsa-3072-pkcs8'),
  WEBHOOK_SECRET_PATH: 'f3a9c1e7b5d20486',
  DATABASE_URL_PATH: 'postgres://daypass:secret@postgres:5432/daypass',
  DAYPASS_SIGNING_KEYS_PATH: '{"keys":[{"kty":"EC","d":"x"}]}',
}

function composed(): Deployed {
  type Service = { environment: Variables; secrets: string[]; volumes: string[] }
  const { services } = parse(read('deploy/compose.yml')) as { services: { daypass: Service } }
  const { environment, secrets, volumes } = services.daypass
  const variables = { APP_ID: '1', HOST: '0.0.0.0', ...environment, PUBLIC_URL: 'https://daypass.acme.example' }
  return {
    variables,
    mounted: [...secrets.map((name) => `/run/secrets/${name}`), ...volumes.map((one) => one.split(':')[1] ?? '')],
  }
}

function inCluster(): Deployed {
  type Container = { env: { name: string; value: string }[]; volumeMounts: { mountPath: string }[] }
  const { spec } = parse(read('deploy/kustomize/deployment.yaml')) as {
    spec: { template: { spec: { containers: [Container] } } }
  }
  const [{ env, volumeMounts }] = spec.template.spec.containers
  const named = Object.fromEntries(env.map(({ name, value }) => [name, value]))
  const mounted = volumeMounts.map(({ mountPath }) => mountPath)
  return { variables: { APP_ID: '1', PUBLIC_URL: 'https://daypass.acme.example', ...named }, mounted }
}

function asUnit(): Deployed {
  const unit = read('deploy/systemd/daypass.service')
  const values = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.+)$`, 'gm'))].map(([, value = '']) => value)
  const variables = Object.fromEntries(
    values('Environment').map((one) => {
      const [name = '', value = ''] = one.split('=')
      return [name, value.replace('%d', '/run/credentials').replace('%S', '/var/lib')]
    }),
  )
  return {
    variables: { APP_ID: '1', PUBLIC_URL: 'https://daypass.acme.example', ...variables },
    mounted: [...values('LoadCredential').map((one) => `/run/credentials/${one.split(':')[0]}`), '/etc', '/var/lib'],
  }
}

describe.each([
  ['deploy/compose.yml', composed],
  ['deploy/kustomize', inCluster],
  ['deploy/systemd/daypass.service', asUnit],
])('%s', (_, deployed) => {
  const { variables, mounted } = deployed()

  test('sets what the server takes', () => {
    const byPath = new Map(
      Object.entries(contents).flatMap(([name, text]) => (variables[name] ? [[variables[name], text]] : [])),
    )
    const config = readEnvironment(variables, (path) => byPath.get(path) ?? '')
    expect(config.appId).toBe(1)
    expect(config.webhookSecrets.map((one) => one.reveal())).toEqual([contents.WEBHOOK_SECRET_PATH])
  })

  test('names no variable that there is not', () => {
    const told = read('docs/operating.md')
    const unknown = Object.keys(variables).filter((name) => name !== 'NODE_ENV' && !told.includes(`\`${name}\``))
    expect(unknown).toEqual([])
  })

  test('has a file for every path', () => {
    const paths = Object.entries(variables).flatMap(([name, value]) =>
      /_PATH$|^DAYPASS_CONFIG$/.test(name) ? [value] : [],
    )
    expect(paths.length).toBeGreaterThan(2)
    expect(paths.filter((path) => !mounted.some((one) => path === one || path.startsWith(`${one}/`)))).toEqual([])
  })

  test('gives no secret as a variable', () => {
    const secrets = Object.keys(contents).map((name) => name.replace(/_PATH$/, ''))
    expect(secrets.filter((name) => variables[name] !== undefined)).toEqual([])
  })
})

test('a database in a deployment means keys of its own', () => {
  for (const { variables } of [composed(), inCluster()])
    expect(Object.keys(variables)).toEqual(expect.arrayContaining(['DATABASE_URL_PATH', 'DAYPASS_SIGNING_KEYS_PATH']))
})

test('what a probe asks for is served', () => {
  const asked = [...read('deploy/kustomize/deployment.yaml').matchAll(/path: (\/\w+)/g)].map(([, path]) => path)
  expect(new Set(asked)).toEqual(new Set(['/healthz', '/readyz']))
  expect(read('deploy/Caddyfile')).toContain('health_uri /readyz')
})
