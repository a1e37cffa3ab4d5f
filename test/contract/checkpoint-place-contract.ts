import { beforeEach, expect, it } from 'vitest'
import type { VerifySignature } from '../../src/core/trail/check-entry.ts'
import type { SignedCheckpoint } from '../../src/core/trail/checkpoint.ts'
import { checkpointPath, placedText } from '../../src/core/trail/placed.ts'
import type { CheckpointPlace } from '../../src/ports/checkpoint-place.ts'
import { trailVerifier } from '../../src/signing/trail-verifier.ts'
import { checkpointBy, trailKey } from '../unit/cli/audit/trail-world.ts'

const key = trailKey()
const stranger = trailKey('stranger')

export const countsInContract: VerifySignature = trailVerifier([key.jwk])

/** A place with nothing in it, and what somebody with write access does there. */
export type PlaceStage = {
  place: CheckpointPlace
  repository: number
  /** Another process on the same place. */
  again(): CheckpointPlace
  write(path: string, text: string): Promise<void>
  /** Every file, by path. */
  files(): Promise<Record<string, string>>
}

/** What every place of checkpoints must do; its checkpoints count by `countsInContract`. */
export function checkpointPlaceContract(open: () => Promise<PlaceStage>): void {
  let stage: PlaceStage
  beforeEach(async () => {
    made.clear()
    stage = await open()
  })

  const at = '2026-11-21T22:00:00.000Z'
  // Each once: a signature is another one each time it is made.
  const made = new Map<string, SignedCheckpoint>()
  const signed = (seq: number, by = key): SignedCheckpoint => {
    const name = `${seq} ${by === key}`
    const one = made.get(name) ?? checkpointBy(by, { repository: stage.repository, seq, hash: 'a'.repeat(64), at })
    made.set(name, one)
    return one
  }
  const pathOf = (seq: number) => checkpointPath({ repository: stage.repository, seq })
  const newest = async (place = stage.again()) => {
    const look = await place.last(stage.repository)
    return look.kind === 'there' ? look.newest?.checkpoint.seq : look.kind
  }

  it('is not there before the first is placed, and then holds one file for each', async () => {
    expect(await newest()).toBe('absent')
    await stage.place.put(signed(3))
    expect(await newest()).toBe(3)
    await stage.place.put(signed(12))
    expect([await newest(), await newest(stage.place)]).toEqual([12, 12])
    expect(await stage.files()).toEqual({
      [pathOf(3)]: placedText(signed(3)),
      [pathOf(12)]: placedText({ ...signed(12), before: 3 }),
    })
  })

  it('gives back what was placed, by its number and not by its name or time', async () => {
    for (const seq of [9, 100, 20]) await stage.place.put(signed(seq))
    const look = await stage.again().last(stage.repository)
    expect(look).toMatchObject({ kind: 'there', newest: signed(100), strange: [] })
  })

  it('places nothing twice', async () => {
    await stage.place.put(signed(3))
    const before = await stage.files()
    await stage.again().put(signed(3))
    expect(await stage.files()).toEqual(before)
  })

  it('is not misled by what others put there: it is named, does not count and hides nothing', async () => {
    await stage.place.put(signed(3))
    const other = { ...signed(3).checkpoint, repository: stage.repository + 1, seq: 90 }
    const strange: [path: string, text: string][] = [
      [pathOf(50), placedText(signed(50, stranger))],
      [pathOf(60), 'no checkpoint'],
      // Signed by us, and not what its name says.
      [pathOf(70), placedText(signed(3))],
      [pathOf(80), placedText({ ...signed(3), checkpoint: { ...signed(3).checkpoint, seq: 80 } })],
      [pathOf(90), placedText(checkpointBy(key, other))],
      [`trail/${stage.repository}/README.md`, 'hello'],
    ]
    for (const [path, text] of strange) await stage.write(path, text)
    const look = await stage.again().last(stage.repository)
    expect(look).toMatchObject({ kind: 'there', newest: signed(3) })
    const named = look.kind === 'there' ? look.strange.toSorted() : []
    expect(named).toEqual(strange.map(([path]) => path).toSorted())
    await stage.again().put(signed(4))
    expect(await newest()).toBe(4)
  })

  it('keeps repositories apart', async () => {
    await stage.place.put(signed(3))
    const other = checkpointBy(key, { ...signed(3).checkpoint, repository: stage.repository + 1, seq: 8 })
    await stage.write(`trail/${stage.repository + 1}/8.json`, placedText(other))
    expect(await newest()).toBe(3)
  })
}
