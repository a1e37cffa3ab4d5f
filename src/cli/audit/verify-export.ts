import { DaypassError } from '../../core/error.ts'
import type { VerifySignature } from '../../core/trail/check-entry.ts'
import { readCheckpoint, type SignedCheckpoint } from '../../core/trail/checkpoint.ts'
import { readLine } from '../../core/trail/entries-in-comment.ts'
import { fault } from '../../core/trail/fault.ts'
import { isDecisionLine } from './decision-lines.ts'
import { type ExportHeader, readHeader } from './export-lines.ts'
import type { Found } from './verdict.ts'
import { addSighting, type ChainReading, readChain, type Seen, sightingsOf } from './verify-chains.ts'
import type { StoreFinding } from './verify-store.ts'

export type ExportCheck = {
  lines: AsyncIterable<string>
  file: string
  /** How signatures are checked, once it is known who is said to have made them. */
  verifierFor: (header: ExportHeader) => Promise<VerifySignature>
  /** Further sightings, such as what an issue shows. */
  seen: Seen
  progress: (done: number, all: number | undefined) => void
}

/** Checks an export line by line: its checkpoints, then each chain, which must end where the header says. Throws USAGE. */
export async function verifyExport(check: ExportCheck): Promise<StoreFinding> {
  const lines = check.lines[Symbol.asyncIterator]()
  const header = readHeader((await lines.next()).value ?? '')
  if (!header)
    throw new DaypassError('USAGE', 'That is not an export of a trail. Make one with `daypass audit export`.', {
      where: check.file,
    })
  const verify = await check.verifierFor(header)
  const { checkpoints, broken, rest } = await readCheckpoints(lines)
  if (broken) return { ok: false, fault: broken, where: check.file }
  const sightings = sightingsOf(checkpoints, verify)
  if (!(sightings instanceof Map)) return { ok: false, fault: sightings, where: 'checkpoints' }
  const further = check.seen(verify)
  if (!(further instanceof Map)) return { ok: false, ...further }
  for (const { id, seq, hash } of header.repositories) addSighting(sightings, id, { seq, hash })
  for (const [repository, positions] of further)
    for (const position of positions) addSighting(sightings, repository, position)
  const chains = new Map<number, ChainReading>()
  for (const [repository, positions] of [...sightings].toSorted(([a], [b]) => a - b))
    chains.set(repository, readChain(repository, nameOf(header, repository), positions, verify))
  let done = 0
  const all = header.repositories.reduce((sum, { seq }) => sum + seq, 0)
  // An entry of nobody's chain is taken for one of the chain before it, where it is foreign.
  let reading = chains.values().next().value
  for (let line = rest; !line.done; line = await lines.next()) {
    // They are no part of a chain, which has their digests.
    if (isDecisionLine(line.value)) continue
    const entry = readLine(line.value)
    reading = chains.get(repositoryOf(entry)) ?? reading ?? readChain(repositoryOf(entry), check.file, [], verify)
    if (!reading.take(entry)) break
    done += 1
    check.progress(done, all)
  }
  return finish(header, chains, reading)
}

/** The checkpoints, which stand above the entries; `rest`: the first line that is none. */
async function readCheckpoints(lines: AsyncIterator<string>) {
  const checkpoints: SignedCheckpoint[] = []
  let rest = await lines.next()
  for (; !rest.done && rest.value.startsWith('{"checkpoint"'); rest = await lines.next()) {
    const read = readCheckpoint(readLine(rest.value))
    if (!read) {
      const broken = fault('TRAIL_SHAPE', 0, `Line ${checkpoints.length + 2} is not a checkpoint.`)
      return { checkpoints, broken, rest }
    }
    checkpoints.push(read)
  }
  return { checkpoints, broken: undefined, rest }
}

/** The chain in which reading stopped comes first: it says why. */
function finish(header: ExportHeader, chains: Map<number, ChainReading>, last: ChainReading | undefined): StoreFinding {
  const found: Found[] = []
  const inOrder = [...chains].toSorted(([, a], [, b]) => Number(b === last) - Number(a === last))
  for (const [repository, reading] of inOrder) {
    const finding = reading.finish()
    if ('ok' in finding) return { ok: false, fault: finding, where: nameOf(header, repository), repository }
    found.push(finding)
  }
  return { ok: true, found: found.toSorted((a, b) => (a.where < b.where ? -1 : 1)) }
}

const nameOf = ({ repositories }: ExportHeader, id: number): string =>
  repositories.find((one) => one.id === id)?.name || `repository ${id}`

const repositoryOf = (entry: unknown): number =>
  Number((entry as { event?: { repository?: unknown } } | null)?.event?.repository)
