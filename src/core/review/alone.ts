type Named = { name: string; people: readonly { id: number }[]; team?: number }

/**
 * What to say of a slot for which nobody but the requester stands, who cannot approve: under which names, and who mends it; undefined:
 * somebody else does, or nobody at all. `each`: the names that may fill it, with everybody behind them.
 */
export function aloneNote(each: readonly Named[], requester: number): string | undefined {
  const found = each.filter(({ people }) => people.length > 0)
  if (found.length === 0 || found.some(({ people }) => people.some(({ id }) => id !== requester))) return undefined
  const shown = found.slice(0, 3).map(({ name }) => `\`${name}\``)
  const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : ''
  const names = shown.join(', ') + more
  const isTeam = found.some(({ team }) => team !== undefined)
  const mend = 'whoever keeps CODEOWNERS and the policy names another'
  return isTeam
    ? `the requester is the only one behind ${names}, and nobody approves their own request: its maintainers add somebody with write access, or ${mend}.`
    : `${names} is the requester, and nobody approves their own request: ${mend}.`
}
