import { asObject } from '../json.ts'
import { personOnBranches } from '../pulls/person-pulls.ts'
import type { PersonOnPulls, PersonsFork } from '../pulls/pull-types.ts'

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** A person at work on their fork, which is made where they have none. `must` calls a path and throws where it is refused. */
export async function personsFork(
  must: Call,
  repository: string,
  openPull: PersonOnPulls['openPull'],
): Promise<PersonsFork> {
  const made = asObject(await must('POST', `/repos/${repository}/forks`))
  const at = `/repos/${made.full_name}`
  const owner = String(asObject(made.owner).login)
  return {
    id: Number(made.id),
    owner,
    name: String(made.name),
    ...personOnBranches((method, path, body) => must(method, `${at}/${path}`, body)),
    openPull: (pull) => openPull({ ...pull, head: `${owner}:${pull.head}` }),
    remove: async () => void (await must('DELETE', at)),
  }
}
