/**
 * Gives as many slots as possible to distinct people: a maximum bipartite matching, by augmenting paths. Takes people by id, those who
 * come first having precedence: who could be matched stays matched, maybe to another slot, whoever comes later. The same input gives
 * the same answer. Returns the person of each slot by the slot's index; slots without one are left out.
 */
export function match(
  people: readonly number[],
  slots: readonly { accepts: ReadonlySet<number> }[],
): Map<number, number> {
  const holder = new Map<number, number>()
  for (const person of new Set(people)) {
    if (holder.size === slots.length) break
    place(person, slots, holder, new Set())
  }
  return holder
}

/** Finds a slot for the person, moving others to other slots if need be; `seen` are slots that were tried in vain. */
function place(
  person: number,
  slots: readonly { accepts: ReadonlySet<number> }[],
  holder: Map<number, number>,
  seen: Set<number>,
): boolean {
  for (const [index, { accepts }] of slots.entries()) {
    if (seen.has(index) || !accepts.has(person)) continue
    seen.add(index)
    const other = holder.get(index)
    if (other !== undefined && !place(other, slots, holder, seen)) continue
    holder.set(index, person)
    return true
  }
  return false
}
