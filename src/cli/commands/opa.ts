import { DaypassError } from '../../core/error.ts'
import type { OpaBinary } from '../../ports/opa.ts'
import { progressOn } from '../audit/progress-line.ts'
import type { CliDeps } from '../deps.ts'
import { plain } from '../plain-text.ts'

export type OpaOptions = { fetch?: boolean; from?: string; json?: boolean }

const origins: Record<OpaBinary['source'], (platform: string) => string> = {
  own: () => 'your own (DAYPASS_OPA)',
  package: (platform) => `the official build for ${platform}, installed along`,
  fetched: (platform) => `the official build for ${platform}, fetched`,
}

function renderOpa({ path, version, source, sha256 }: OpaBinary, platform: string): string {
  const lines = [
    `opa ${plain(version)}: ${origins[source](platform)}`,
    '',
    `  Path      ${plain(path)}`,
    `  SHA-256   ${sha256}`,
  ]
  return `${lines.join('\n')}\n`
}

/**
 * `daypass opa`: which opa compiles policies here; `--fetch`: gets the official one where there is none. Throws OPA_MISSING,
 * OPA_CHECKSUM, OPA_NOT_FETCHED, USAGE.
 */
export async function opa(deps: CliDeps, options: OpaOptions): Promise<void> {
  if (options.from !== undefined && !options.fetch) {
    throw new DaypassError('USAGE', 'Add --fetch: --from says where to fetch it from.', { where: '--from' })
  }
  const { stdout, stderr } = deps.machine
  const supply = await deps.opa()
  const fetched = options.fetch ? await fetchWith(deps, supply, options.from) : undefined
  const used = fetched?.opa ?? (await supply.find())
  stdout.write(
    options.json
      ? `${JSON.stringify({ ...used, platform: supply.platform, ...(fetched && { fetched: fetched.fetched }) }, null, 2)}\n`
      : renderOpa(used, supply.platform),
  )
  if (fetched && deps.env.DAYPASS_OPA) {
    stderr.write('DAYPASS_OPA is set and goes before this one: remove the variable to use it.\n')
  }
}

async function fetchWith(deps: CliDeps, supply: Awaited<ReturnType<CliDeps['opa']>>, from: string | undefined) {
  const { machine, now } = deps
  const interrupted = new AbortController()
  const silence = machine.onSignal((name) => interrupted.abort(new Error(`stopped by ${name}`)))
  const tell = progressOn(machine.stderr, now, 'MB')
  const megabytes = (bytes: number) => Math.floor(bytes / 1_000_000)
  try {
    return await supply.fetch({
      from,
      signal: interrupted.signal,
      progress: (done, all) => tell(megabytes(done), all === undefined ? undefined : megabytes(all)),
    })
  } finally {
    silence()
  }
}
