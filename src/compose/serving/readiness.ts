/** Whoever routes to this server shall know that it grants nothing. */
export function readiness([first]: { issue: number; store: string }[]): true | { code: string; message: string } {
  if (!first) return true
  const message = `Another store of this app, ${first.store}, looks after #${first.issue}. Nothing is granted; ends go on. Start with the right data directory or DATABASE_URL, or run \`daypass adopt --store ${first.store}\`.`
  return { code: 'STORE_FOREIGN', message }
}
