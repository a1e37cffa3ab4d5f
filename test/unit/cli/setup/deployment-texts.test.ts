import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import {
  deploymentText,
  environmentText,
  readEnvironmentText,
  serverEnvironment,
} from '../../../../src/cli/setup/deployment-texts.ts'
import { loadDeployment } from '../../../../src/config/deployment-file.ts'
import { readEnvironment } from '../../../../src/config/environment.ts'

const asked = {
  ...{ organisation: 'acme', team: 'orders', url: 'https://daypass.acme.example', repository: 'access' },
  ...{ appName: 'Daypass acme', site: 'https://github.com', apiUrl: 'https://api.github.com' },
}
const at = (name: string) => `/srv/day pass/${name}`
const environment = serverEnvironment(asked, { id: 3101, clientId: 'Iv1.a' }, at)

test('the environment names files instead of secrets', async () => {
  expect(Object.keys(environment).filter((name) => /SECRET$|KEY$/.test(name))).toEqual([])
  await expect(environmentText(environment)).toMatchFileSnapshot('../../../golden/cli/setup.env')
})

test('it is read back as it was written, and with what somebody has added', () => {
  const text = `${environmentText(environment)}\n# a proxy\nexport HTTPS_PROXY="http://proxy:3128"\nnonsense\n`
  expect(readEnvironmentText(text)).toEqual({ ...environment, HTTPS_PROXY: 'http://proxy:3128' })
})

test('shells and Node read it as it is meant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'day pass-'))
  const odd = serverEnvironment(
    { ...asked, url: 'https://daypass.acme.example/a&b;c' },
    { id: 1, clientId: 'Iv1.a' },
    at,
  )
  const text = environmentText(odd)
  writeFileSync(join(folder, 'daypass.env'), text)
  const script = `set -a; . '${join(folder, 'daypass.env')}'; exec env`
  const printed = execFileSync('env', ['-i', 'sh', '-c', script], { encoding: 'utf8' })
  expect(printed.split('\n')).toEqual(
    expect.arrayContaining(Object.entries(odd).map(([name, value]) => `${name}=${value}`)),
  )
  expect(parseEnv(text)).toEqual(odd)
})

test('a server takes it', () => {
  const pem = '-----BEGIN'
  const read = (path: string) => (path.endsWith('.pem') ? pem : 'f3a9c1e7b5d20486')
  // The key is no key here; everything else is right.
  expect(() => readEnvironment(environment, read)).toThrow(/PRIVATE_KEY_PATH/)
  expect(() => readEnvironment(environment, read)).not.toThrow(/WEBHOOK_SECRET|APP_ID|PUBLIC_URL|DAYPASS_CONFIG/)
})

test('a trial on this machine listens where it is said to be, and an Enterprise Server is named', () => {
  const local = { ...asked, url: 'http://127.0.0.1:4321', apiUrl: 'https://github.acme.example/api/v3' }
  expect(serverEnvironment(local, { id: 1, clientId: 'x' }, at)).toMatchObject({
    PORT: '4321',
    GITHUB_API_URL: 'https://github.acme.example/api/v3',
  })
  expect(environment).not.toHaveProperty('PORT')
  expect(environment).not.toHaveProperty('GITHUB_API_URL')
})

test('the deployment file is one that the server takes, for this repository alone', () => {
  const text = deploymentText({ id: 4711, fullName: 'acme/access' })
  const { deployment } = loadDeployment('daypass.config.yml', () => text, {})
  expect(deployment.connectors).toEqual({
    'public-api': { type: 'token', repositories: [4711], floors: { max_duration: '8h' } },
  })
})
