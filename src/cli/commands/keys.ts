import type { CliDeps } from '../deps.ts'

/** `daypass keys`: a JWK set of private keys on one line, as DAYPASS_SIGNING_KEYS takes it. Nothing is stored here. */
export async function keys(deps: CliDeps): Promise<void> {
  deps.machine.stdout.write(`${JSON.stringify(await deps.generateKeys())}\n`)
  deps.machine.stderr.write(
    'These keys are private: keep them where your secrets are, and set them as DAYPASS_SIGNING_KEYS on every replica.\n',
  )
}
