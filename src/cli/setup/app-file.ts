/** What app.yml says of the app that Daypass runs as. */
export type AppFile = {
  description: string
  url: string
  permissions: Readonly<Record<string, string>>
  events: readonly string[]
}
