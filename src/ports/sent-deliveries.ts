/** An event that GitHub has tried to deliver, whatever came of it. `guid` names the event; `id` the first try that is listed. */
export type SentDelivery = { id: string; guid: string; event: string; at: Date }

/** What GitHub has sent, or has tried to send, as it keeps it for three days. */
export interface SentDeliveries {
  /** Those since an instant, the oldest first, each event once. Throws GITHUB_*. */
  since(instant: Date): Promise<SentDelivery[]>
  /** What was sent. Undefined: GitHub does not have it any more. Throws GITHUB_*. */
  payloadOf(delivery: SentDelivery): Promise<object | undefined>
}
