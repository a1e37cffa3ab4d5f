import type { VerifySignature } from '../../src/core/trail/check-entry.ts'
import { isGenuine } from '../../src/core/trail/checkpoint.ts'
import { checkpointFolder, checkpointPath, placedText, readPlaced } from '../../src/core/trail/placed.ts'
import type { CheckpointPlace } from '../../src/ports/checkpoint-place.ts'

/** A place in memory, which nobody can rewrite but a test. */
export type FakePlace = CheckpointPlace & {
  /** Texts by path; undefined: there is no such place. */
  files: Map<string, string> | undefined
  shut: boolean
  /** Thrown instead of an answer. */
  fails: Error | undefined
  /** What was asked of it. */
  asked: string[]
}

export function fakePlace(verify: VerifySignature): FakePlace {
  const ours = (repository: number) => {
    const files = [...(place.files ?? [])].filter(([path]) => path.startsWith(`${checkpointFolder(repository)}/`))
    return files.map(([path, text]) => {
      const read = readPlaced(path, text)
      return { path, read: read && isGenuine(read, verify) ? read : undefined }
    })
  }
  const place: FakePlace = {
    name: 'fake',
    files: undefined,
    shut: false,
    fails: undefined,
    asked: [],
    async last(repository) {
      place.asked.push(`last ${repository}`)
      if (place.fails) throw place.fails
      if (place.shut) return { kind: 'shut' }
      if (!place.files) return { kind: 'absent' }
      const found = ours(repository)
      const newest = found
        .flatMap(({ read }) => read ?? [])
        .toSorted((a, b) => b.checkpoint.seq - a.checkpoint.seq)
        .at(0)
      return { kind: 'there', newest, strange: found.filter(({ read }) => !read).map(({ path }) => path) }
    },
    async put(signed) {
      place.asked.push(`put ${signed.checkpoint.seq}`)
      if (place.fails) throw place.fails
      if (place.shut) return
      const { repository } = signed.checkpoint
      const path = checkpointPath(signed.checkpoint)
      const before = ours(repository).flatMap(({ read }) => read?.checkpoint.seq ?? [])
      place.files ??= new Map()
      if (place.files.has(path)) return
      const placed = before.length > 0 ? { ...signed, before: Math.max(...before) } : signed
      place.files.set(path, placedText(placed))
    },
  }
  return place
}
