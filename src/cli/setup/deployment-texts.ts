import { isLoopback } from '../../core/address.ts'
import type { Asked } from './asked.ts'

/** Files of a set-up, in its folder. */
export const fileNames = {
  state: 'setup.json',
  /** What GitHub handed out, until each secret lies in its file. */
  handed: 'handed-out.json',
  privateKey: 'app.private-key.pem',
  webhookSecret: 'webhook-secret',
  clientSecret: 'client-secret',
  app: 'app.json',
  environment: 'daypass.env',
  deployment: 'daypass.config.yml',
  begin: 'register-app.html',
  ignore: '.gitignore',
} as const

/** The environment of the server: paths instead of secrets. `at` makes a whole path of a file's name. */
export function serverEnvironment(
  { url, apiUrl }: Asked,
  app: { id: number; clientId: string },
  at: (name: string) => string,
): Record<string, string> {
  const { hostname, port } = new URL(url)
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY_PATH: at(fileNames.privateKey),
    WEBHOOK_SECRET_PATH: at(fileNames.webhookSecret),
    PUBLIC_URL: url,
    ...(apiUrl === 'https://api.github.com' ? {} : { GITHUB_API_URL: apiUrl }),
    // A trial on this machine has nothing in front of it.
    ...(isLoopback(hostname) && port !== '' ? { PORT: port } : {}),
    DAYPASS_CONFIG: at(fileNames.deployment),
    DAYPASS_DATA_DIR: at('data'),
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET_PATH: at(fileNames.clientSecret),
  }
}

/** As shells, systemd, Docker and Node read such files. Quotes only where a value needs them. */
export function environmentText(environment: Readonly<Record<string, string>>): string {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`)
  return `# Made by \`daypass setup\`. Secrets lie in the files that are named here.\n${lines.join('\n')}\n`
}

const quoted = (value: string): string => (/^[\w@%+=:,./~-]*$/.test(value) ? value : `'${value.replaceAll("'", '')}'`)

/** What `environmentText` wrote, and what somebody has added to it. */
export function readEnvironmentText(text: string): Record<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name, value] = /^(?:export )?([A-Z_][A-Z0-9_]*)=(.*)$/.exec(line.trim()) ?? []
    return name === undefined || value === undefined ? [] : [[name, value.replace(/^(['"])(.*)\1$/, '$2')] as const]
  })
  return Object.fromEntries(lines)
}

/** A deployment file with the connector that the example of the catalog names, for this repository alone. */
export function deploymentText(repository: { id: number; fullName: string }): string {
  return `# Made by \`daypass setup\`: the connectors of your Daypass. docs/operating.md, section 4, says what there is.
connectors:
  public-api:                 # the example in catalog/example.yml names it
    type: token
    # audience: https://api.acme.example         # for whom its tokens are; where it is absent, for <PUBLIC_URL>/resources/<id>
    # probe: https://api.acme.example/whoami     # asked with a token of an ended grant: must answer 401 or 403
    repositories: [${repository.id}]   # ${repository.fullName}
    floors: { max_duration: 8h }
`
}
