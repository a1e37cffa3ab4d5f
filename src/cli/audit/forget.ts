import { DaypassError } from '../../core/error.ts'
import { formatKey } from '../../core/request-key.ts'
import type { CliDeps } from '../deps.ts'
import { openRecords } from './verify.ts'

export type ForgetOptions = { json?: boolean }

/**
 * `daypass audit forget`: blanks a person in everything that is over; the trail goes on fitting. The exit code: 0 forgotten, 1 some
 * requests of theirs still live and name them.
 */
export async function forget(deps: CliDeps, text: string, { json }: ForgetOptions): Promise<number> {
  if (!/^[1-9]\d{0,15}$/.test(text)) {
    const message = 'Name the person by their number on GitHub, as `gh api users/<login> --jq .id` shows it.'
    throw new DaypassError('USAGE', message, { where: text })
  }
  const records = await openRecords(deps)
  try {
    const { requests, open } = await records.forget(Number(text))
    const live = open.map(formatKey)
    const done = `Forgotten: user ${text}. ${requests} ${requests === 1 ? 'request that is over no longer names' : 'requests that are over no longer name'} them.`
    const left = `Still named in requests that live: ${live.join(', ')}. Forget them again when those have ended.`
    const words = [done, ...(live.length > 0 ? [left] : []), 'What stands on GitHub is deleted there.', '']
    deps.machine.stdout.write(json ? `${JSON.stringify({ requests, open: live }, null, 2)}\n` : words.join('\n'))
    return live.length === 0 ? 0 : 1
  } finally {
    await records.close()
  }
}
