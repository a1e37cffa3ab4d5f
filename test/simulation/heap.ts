import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How much a thread keeps (bytes) after it has played some more seeds, and after how many looks. */
export type Heap = { thread: number; looks: number; bytes: number }

/** Says each so many seeds how much this thread keeps, once all that is not needed is let go. */
export function createHeapMeter(thread: number, every: number): (looks: number) => Heap | undefined {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let [seeds, sum] = [0, 0]
  return (looks) => {
    seeds += 1
    sum += looks
    if (seeds % every !== 0) return undefined
    collect()
    return { thread, looks: sum, bytes: process.memoryUsage().heapUsed }
  }
}

/**
 * By how much a thread keeps more (share of it) over the second half of its run than over the first one, the first fifth left out: a
 * process has to warm up. The widest of all threads; undefined: too little was measured.
 */
export function growthOf(heaps: readonly Heap[]): number | undefined {
  const threads = [...new Set(heaps.map(({ thread }) => thread))]
  const growths = threads.flatMap((thread) => {
    const bytes = heaps.flatMap((one) => (one.thread === thread ? [one.bytes] : []))
    const warm = bytes.slice(Math.ceil(bytes.length / 5))
    if (warm.length < 4) return []
    const middle = Math.floor(warm.length / 2)
    return [median(warm.slice(middle)) / median(warm.slice(0, middle)) - 1]
  })
  return growths.sort((a, b) => Math.abs(b) - Math.abs(a))[0]
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
