/** Hears of calls: `before` runs before one is done, and `after` when it is, with its name; both may throw: nothing is written then, or the answer is lost. */
export type ToldCalls<Call extends string> = {
  calls: Call[]
  before: (call: Call) => void
  after: (call: Call) => void
}

/** A port of which these calls are told. */
export function withTold<Port extends object, Call extends string & keyof Port>(
  port: Port,
  names: readonly Call[],
): Port & ToldCalls<Call> {
  const told: Port & ToldCalls<Call> = { ...port, calls: [], before: () => undefined, after: () => undefined }
  for (const name of names) {
    const call = port[name] as (...given: unknown[]) => Promise<unknown>
    const through = async (...given: unknown[]) => {
      told.calls.push(name)
      told.before(name)
      const result = await call(...given)
      told.after(name)
      return result
    }
    Object.assign(told, { [name]: through })
  }
  return told
}
