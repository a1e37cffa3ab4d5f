import type { Account, Directory } from '../people/directory.ts'

export type Mentioned = { people: Set<Account>; byTeam: Set<Account> }

/** Whom a text mentions: not in code, nor in what is not shown. A team stands for its members. */
export function mentionsIn(directory: Directory, organisation: string, text: string): Mentioned {
  const shown = text
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/^(```|~~~)[\s\S]*?(^\1|(?![\s\S]))/gm, ' ')
    .replace(/`[^`\n]+`/g, ' ')
  const people = new Set<Account>()
  const byTeam = new Set<Account>()
  for (const [, name = '', slug] of shown.matchAll(/(?<![\w@/.-])@([a-z\d][a-z\d-]*)(?:\/([\w:.-]+))?/gi)) {
    const account = slug === undefined ? directory.account(name) : undefined
    const ours = slug !== undefined && name.toLowerCase() === organisation.toLowerCase()
    const team = ours ? directory.team(slug) : undefined
    if (account && !account.bot) people.add(account)
    for (const member of team ? directory.membersOf(team) : []) byTeam.add(member)
  }
  return { people, byTeam }
}
