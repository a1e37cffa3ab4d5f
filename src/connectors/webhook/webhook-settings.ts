/** What the deployment file says of a connector of type `webhook`. */
export type WebhookSettings = {
  url: string
  secret: string | readonly string[]
  /** Durations that whoever runs the target promises. */
  effect: string
  worst: string
  /** The names of what it answers to a begin; absent: it gives nothing. */
  values?: readonly string[]
  allow_private?: readonly string[]
}

export function secretsIn({ secret }: Pick<WebhookSettings, 'secret'>): readonly string[] {
  return typeof secret === 'string' ? [secret] : secret
}

export function hostOf({ url }: Pick<WebhookSettings, 'url'>): string {
  return new URL(url).host
}
