import type { PolicyOutput } from '../../generated/policy-output.ts'

/**
 * One yes that is needed: the name of its group in the policy's answer, who can give it (`code-owners`, `@acme/security`, `@user`), and who
 * cannot although they are among these; absent: everybody else may.
 */
export type Slot = { name: string; from: readonly string[]; except?: readonly string[] }

/**
 * The approvals that a policy asks for as a flat list, one entry for each person who must say yes. Slots of one group share their
 * name; groups never do, even if the policy calls two of them alike.
 */
export function slotsOf(approvals: NonNullable<PolicyOutput['approvals']>): Slot[] {
  const taken = new Set<string>()
  return approvals.flatMap(({ name, from, except = [], count }) => {
    let distinct = name
    for (let next = 2; taken.has(distinct); next++) distinct = `${name} (${next})`
    taken.add(distinct)
    return Array.from({ length: count }, () => ({
      ...{ name: distinct, from: [...from] },
      ...(except.length > 0 ? { except: [...except] } : {}),
    }))
  })
}
