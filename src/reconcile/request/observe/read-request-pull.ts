import { sha256 } from '../../../core/digest.ts'
import { DaypassError, isDaypassError } from '../../../core/error.ts'
import type { RequestPull, RequestRecord } from '../../../core/record.ts'
import type { FormReading } from '../../../core/request/form-reader.ts'
import { askedFile, readAskedText, unfitness } from '../../../core/request/request-pull.ts'
import { quotingAdvice } from '../../../core/request/yaml-traps.ts'
import type { Pull } from '../../../ports/pull-requests.ts'
import type { Ports } from '../ports.ts'

/** What a pull request asks for, and where that stands; `digest`: the request digest, where the file names one. */
export type RequestPullReading = FormReading & { digest?: string; file?: NonNullable<RequestPull['file']> }

/**
 * Reads a request by pull request at this very head: its whole change is one new file, and that file says what the form would.
 * What is wrong with either is a finding. `isVoted`: everybody needed has said yes to it; it may even be merged already. Throws
 * GITHUB_*.
 */
export async function readRequestPull(
  ports: Ports,
  { key, ownPull }: RequestRecord,
  pull: Pull,
  isVoted: boolean,
): Promise<RequestPullReading> {
  const unfit = isVoted ? [] : unfitness(pull)
  if (unfit.length > 0) return { ok: false, findings: unfit }
  const { head } = pull
  // Once it is merged its base may hold the file too; what it changes was read at this very head before it was voted on.
  const known = pull.merged && ownPull?.file?.head === head ? [{ path: ownPull.file.path, status: 'added' }] : undefined
  const asked = askedFile(known ?? (await ports.pulls.changes(key, { base: pull.baseHead, head })))
  if (!asked.ok) return asked
  const { path, resource } = asked
  let text: string | undefined
  try {
    text = await ports.pulls.fileAt(key, head, path)
    if (text === undefined)
      throw new DaypassError(
        'GITHUB_UNAVAILABLE',
        'GitHub shows a file that it does not have. It is asked again later.',
      )
    const data = ports.readYaml(text, path)
    const reading = readAskedText({ text, data, path, resource, requester: pull.author.id, issue: key.issue })
    return { ...reading, file: { head, path, digest: sha256(text) } }
  } catch (error) {
    const isTheirs = isDaypassError(error) && (error.code === 'YAML_INVALID' || error.where === path)
    if (!isTheirs) throw error
    const advice = error.code === 'YAML_INVALID' ? quotingAdvice(text ?? '') : ''
    return { ok: false, findings: [{ code: 'REQUEST_PULL_SHAPE', message: error.message + advice }] }
  }
}
