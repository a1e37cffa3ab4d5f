import { asError } from '../core/error.ts'
import { stateLabelLooks } from '../core/rendering/label-looks.ts'
import type { LabelRack } from '../ports/label-rack.ts'
import type { Log } from '../ports/log.ts'

/** GitHub's colour for a label that is made by setting it. */
const nobodys = 'ededed'

/**
 * Gives the labels of states their colours and descriptions before GitHub makes them grey: once for each repository, until the next start.
 * What people have chosen stays. That it fails keeps nothing from going on; it is tried again with the next sweep, and told once.
 */
export function createLabelPreparing(rack: LabelRack, log: Log): (repository: number) => Promise<void> {
  const done = new Set<number>()
  const told = new Set<number>()
  return async (repository) => {
    if (done.has(repository)) return
    try {
      await prepare(rack, repository)
      done.add(repository)
    } catch (thrown) {
      if (told.has(repository)) return
      told.add(repository)
      log.warn({ err: asError(thrown), repository }, 'labels get no colours; it is tried again every five minutes')
    }
  }
}

async function prepare(rack: LabelRack, repository: number): Promise<void> {
  const there = await rack.all(repository)
  for (const look of stateLabelLooks) {
    const label = there.find(({ name }) => name.toLowerCase() === look.name)
    if (!label) await rack.create(repository, look)
    else if (label.color.toLowerCase() === nobodys && label.description === '')
      await rack.change(repository, label.name, look)
  }
}
