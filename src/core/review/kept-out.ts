type Behind = { people: readonly { id: number }[]; nobody?: string; members?: readonly { id: number }[] }

/** Who of some people is not kept from a slot; `note`: why nobody is left of them. */
export type KeptOut = { left: <P extends { id: number }>(people: readonly P[]) => P[]; note?: string }

/**
 * Keeps from a slot whom the names of `except` stand for (`behind`), whether or not they may vote themselves. Where that cannot be told of
 * one of the names, anybody may stand for it: then nobody is left.
 */
export function keptOut(except: readonly string[], behind: (name: string) => Behind): KeptOut {
  const each = except.map((name) => ({ name, ...behind(name) }))
  const unknown = each.filter(({ nobody, members }) => nobody !== undefined && members === undefined)
  if (unknown.length > 0) {
    const why = unknown.map(({ name, nobody }) => `whom \`${name}\` keeps out cannot be told: ${nobody}.`)
    return { left: () => [], note: why.join(' ') }
  }
  const kept = new Set(each.flatMap(({ people, members = [] }) => [...people, ...members].map(({ id }) => id)))
  return { left: (people) => people.filter(({ id }) => !kept.has(id)) }
}

/** What to say where everybody who could fill a slot is kept out: `before` could, `after` can. */
export function keptOutNote(except: readonly string[], before: number, after: number): string | undefined {
  if (before === 0 || after > 0) return undefined
  const names = except.map((name) => `\`${name}\``).join(', ')
  return `everybody who could say yes is kept out as one of ${names}: whoever keeps CODEOWNERS and the policy names others.`
}
