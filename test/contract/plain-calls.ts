import { Secret } from '../../src/core/secret.ts'

type Call = (...given: unknown[]) => unknown

/**
 * A connector all of whose arguments and answers are copied on their way, as if it ran in another process: what is no plain data does not get
 * through, or not as what it was. A secret crosses as what it hides.
 */
export function byCopies<Connector extends object>(connector: Connector): Connector {
  return new Proxy(connector, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member === 'function')
        return (...given: unknown[]) => answered((member as Call).apply(target, given.map(copied)))
      return typeof member === 'object' && member !== null ? byCopies(member) : member
    },
  })
}

function answered(answer: unknown): unknown {
  if (answer instanceof Promise) return answer.then(copied)
  if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer)
    return eachCopied(answer as AsyncIterable<unknown>)
  return copied(answer)
}

async function* eachCopied(all: AsyncIterable<unknown>): AsyncIterable<unknown> {
  for await (const one of all) yield copied(one)
}

const copied = (value: unknown): unknown =>
  value instanceof Secret ? new Secret(structuredClone(value.reveal())) : structuredClone(value)
