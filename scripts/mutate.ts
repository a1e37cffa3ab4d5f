// npm run mutate -- --room FOLDER [--part NAME ...] [--sample N --seed S] [--most N] [--workers N] [--tree FOLDER] [--told] [--json]:
// changes a line in a copy of the tree and asks the tests, thousands of times; 1 when too few changes were noticed. Run again with the
// same room, it goes on where it was cut. Parts: votes, sealing, signing, door, verify, and core, of which a sample is tried. With --most
// a run tries at most so many of each part, drawn by the seed. With --told nothing is tried: it prints what the room knows.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parts } from '../test/mutation/parts.ts'
import { makeRoom, placesIn } from '../test/mutation/room.ts'
import { readScore, tryPart } from '../test/mutation/run-stryker.ts'
import { isMet, type Score, textOfScore } from '../test/mutation/score.ts'

const { values } = parseArgs({
  options: {
    room: { type: 'string' },
    part: { type: 'string', multiple: true, default: parts.map(({ name }) => name) },
    sample: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '100000' },
    workers: { type: 'string', default: String(availableParallelism()) },
    tree: { type: 'string', default: join(import.meta.dirname, '..') },
    told: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

const number = (name: 'sample' | 'seed' | 'most' | 'workers'): number => {
  const text = values[name]
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new TypeError(`--${name} is a whole number above zero, and not ${text}`)
}
const asked = values.part.map((name) => {
  const part = parts.find((one) => one.name === name)
  if (part) return part
  throw new TypeError(`--part is ${parts.map((one) => one.name).join(', ')}, and not ${name}`)
})
if (values.room === undefined) throw new TypeError('--room says in which folder mutants are tried')

const begin = performance.now()
// Somebody may be at work in the room: who only asks touches nothing.
const room = values.told ? undefined : makeRoom(values.tree, values.room)
const options = {
  workers: number('workers'),
  seed: number('seed'),
  sample: number('sample'),
  most: number('most'),
}
const scores: Score[] = []
for (const part of asked) {
  const score = room ? await tryPart(part, room, options) : readScore(part, placesIn(values.room))
  if (!score) continue
  scores.push(score)
  if (!values.json) console.info(textOfScore(score))
}
const seconds = Math.round((performance.now() - begin) / 1000)
console.info(values.json ? JSON.stringify({ scores, seconds }) : `${seconds} s`)
// Of what was never tried nothing is known, and that is not well.
process.exit(scores.length === asked.length && scores.every(isMet) ? 0 : 1)
