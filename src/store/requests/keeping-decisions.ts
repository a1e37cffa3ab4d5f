import type { Transaction } from 'kysely'
import { sealedReceipt } from '../../core/trail/receipt-of-decision.ts'
import type { Change, Claim } from '../../ports/request-store.ts'
import type { Tables } from '../database/tables.ts'
import { pseudonymiserOf, secretsOf } from '../trail/pseudonym-keys.ts'

export type Deciding = { claim: Claim; change: Change; installation: number }

type Kept = NonNullable<Change['decision']>
type Made = Omit<Deciding, 'change'> & { kept: Kept }

/** Keeps what was decided: inputs, answers and receipts, and the texts that made them. */
export async function keepDecisions(trx: Transaction<Tables>, saved: readonly Deciding[]): Promise<void> {
  const made = saved.flatMap(({ change: { decision }, ...rest }): Made[] =>
    decision ? [{ ...rest, kept: decision }] : [],
  )
  if (made.length === 0) return
  await keepTexts(
    trx,
    made.map(({ kept }) => kept),
  )
  const receipts = await receiptsOf(trx, made)
  const rows = made.map(({ claim: { key }, kept: { input, decision, texts, why }, installation }, index) => ({
    ...{ ...key, installation, why, at: new Date(decision.at), policy: texts.digest },
    input: JSON.stringify(input),
    decision: JSON.stringify(decision),
    receipt: receipts[index] ?? null,
  }))
  await trx.insertInto('decisions').values(rows).execute()
}

/** As the trail has it: under the same secret. */
async function receiptsOf(trx: Transaction<Tables>, made: readonly Made[]): Promise<(string | undefined)[]> {
  const wanted = made.flatMap(({ kept: { receipt }, installation }) =>
    receipt ? [{ installation, person: receipt.requester }] : [],
  )
  const secrets = await secretsOf(trx, wanted)
  return made.map(({ kept: { receipt }, installation }) => {
    const hidden = receipt && pseudonymiserOf(secrets, installation, receipt.requester)
    return hidden && JSON.stringify(sealedReceipt(receipt, hidden))
  })
}

/** Texts are written once for all decisions that they make. */
async function keepTexts(trx: Transaction<Tables>, kept: readonly Kept[]): Promise<void> {
  const texts = new Map(kept.map((one) => [one.texts.digest, one]))
  // Held until the decisions are committed, so that nobody forgets them meanwhile; in one order, as by whoever forgets.
  const known = await trx
    .selectFrom('policies')
    .select('digest')
    .where('digest', 'in', [...texts.keys()])
    .orderBy('digest')
    .forKeyShare()
    .execute()
  for (const { digest } of known) texts.delete(digest)
  if (texts.size === 0) return
  // In one order, so that two groups cannot wait for each other.
  const rows = [...texts.values()]
    .map(({ texts: { digest, files }, decision: { at } }) => ({
      digest,
      files: JSON.stringify([...files]),
      first_at: new Date(at),
    }))
    .sort((a, b) => (a.digest < b.digest ? -1 : 1))
  await trx
    .insertInto('policies')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
