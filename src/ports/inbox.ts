/** A delivery as it was accepted: signature verified, body fits the event. */
export type Delivery = { id: string; event: string; body: string; bodySha256: string }

/** The durable inbox in front of everything: written before GitHub gets its 202. */
export interface Inbox {
  /** Stores the delivery durably, alone in its transaction. False: known already, by id or by body. Throws STORE_UNAVAILABLE. */
  accept(delivery: Delivery, receivedAt: Date): Promise<boolean>
  /** Which of these are known already, by id. Throws STORE_UNAVAILABLE. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Hands waiting deliveries, oldest first, to `handle` and marks them done; one that keeps failing is set aside. Returns how many were handled. */
  drain(now: () => Date, handle: (delivery: Delivery) => Promise<void>): Promise<number>
}
