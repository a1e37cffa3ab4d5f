import { askingBugs } from './asking-bugs.ts'
import type { Bug } from './bug.ts'
import { caseBugs } from './case-bugs.ts'
import { endingBugs } from './ending-bugs.ts'
import { governingBugs } from './governing-bugs.ts'
import { losingBugs } from './losing-bugs.ts'
import { showingBugs } from './showing-bugs.ts'
import { storeBugs } from './store-bugs.ts'
import { tellingBugs } from './telling-bugs.ts'
import { votingBugs } from './voting-bugs.ts'

/** Every planted bug, by name. */
export const bugs: readonly Bug[] = [
  ...votingBugs,
  ...askingBugs,
  ...endingBugs,
  ...losingBugs,
  ...governingBugs,
  ...showingBugs,
  ...storeBugs,
  ...caseBugs,
  ...tellingBugs,
]

/** Throws TypeError where there is none of this name. */
export function bugNamed(name: string): Bug {
  const bug = bugs.find((one) => one.name === name)
  if (!bug) throw new TypeError(`there is no bug ${name}; there are ${bugs.map((one) => one.name).join(', ')}`)
  return bug
}
