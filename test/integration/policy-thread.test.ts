import { afterEach, describe, expect, it } from 'vitest'
import type { Budget } from '../../src/policy/worker/budget.ts'
import { Thread } from '../../src/policy/worker/thread.ts'

// Threads that run a script of ours instead of a policy, so that what they take is chosen here.
const threads: Thread[] = []
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.end()))
})

/** A thread that does `work` for every job and then answers 'done'. */
function thread(work: string): Thread {
  const code = `
    import { parentPort } from 'node:worker_threads'
    const cpuMs = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000 }
    const block = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    const burn = (ms) => { const end = cpuMs() + ms; while (cpuMs() < end); }
    parentPort.on('message', () => { ${work}; parentPort.postMessage({ cpuMs: cpuMs(), answer: { output: 'done' } }) })
    parentPort.postMessage({ cpuMs: cpuMs() })`
  return started({ file: standIn(code) })
}

const standIn = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)

function started(options: ConstructorParameters<typeof Thread>[0]): Thread {
  const made = new Thread(options)
  threads.push(made)
  return made
}

const job = { digest: 'x', input: '{}' }
/** Longer than a test may take: where this is the budget, something else has ended the job. */
const hour = 3_600_000
const done = { output: 'done' }

describe('CPU time', () => {
  it('is not taken by a thread that waits for it, however long', async () => {
    const waiting = thread('block(400)')
    const budget: Budget = { cpuMs: 150, wallMs: hour }
    expect([await waiting.ask(job, budget), await waiting.ask(job, budget)]).toEqual([done, done])
  })

  it('ends a loop, and says so', async () => {
    const looping = thread('for (;;) {}')
    expect(await looping.ask(job, { cpuMs: 50, wallMs: hour })).toEqual({
      code: 'POLICY_TIMEOUT',
      message: 'The policy gave no answer within 50 ms of CPU time: make it simpler, or its data smaller.',
    })
    expect(looping.dead).toBe(true)
  })

  it('ends a loop among awaits', async () => {
    const looping = thread('const again = () => Promise.resolve().then(again); again()')
    // It answers at once and goes on: the next job does not get its turn.
    expect(await looping.ask(job, { cpuMs: hour, wallMs: hour })).toEqual(done)
    expect(await looping.ask(job, { cpuMs: 50, wallMs: hour })).toMatchObject({ code: 'POLICY_TIMEOUT' })
  })

  it('is counted for each job alone', async () => {
    const busy = thread('burn(80)')
    for (let i = 0; i < 8; i += 1) expect(await busy.ask(job, { cpuMs: 400, wallMs: hour })).toEqual(done)
  })

  it('is counted for each thread alone', async () => {
    const honest = thread('block(400)')
    const looping = thread('for (;;) {}')
    const ended = looping.ask(job, { cpuMs: 200, wallMs: hour })
    expect(await honest.ask(job, { cpuMs: 150, wallMs: hour })).toEqual(done)
    expect(await ended).toMatchObject({ code: 'POLICY_TIMEOUT' })
  })

  it('ends loading too, and says what to do about it', async () => {
    const loading = thread('for (;;) {}')
    const { digest } = job
    expect(await loading.ask({ digest }, { cpuMs: 50, wallMs: hour })).toEqual({
      code: 'POLICY_TIMEOUT',
      message: 'The policy was not loaded within 50 ms of CPU time: make its data smaller.',
    })
  })
})

describe('the clock', () => {
  it('ends a job that takes no CPU time, and blames the machine', async () => {
    const blocked = thread('block(Infinity)')
    expect(await blocked.ask(job, { cpuMs: 20_000, wallMs: 500 })).toEqual({
      code: 'POLICY_TIMEOUT',
      message:
        'The policy gave no answer within 0.5 s, and was not seen to use up its 20000 ms of CPU time: the machine is too busy. Give it more room, or wait: it is asked again.',
    })
    expect(blocked.dead).toBe(true)
  })

  it('ends a thread that does not start', async () => {
    const silent = started({ file: standIn('setInterval(() => undefined, 1000)'), start: { cpuMs: hour, wallMs: 500 } })
    expect(await silent.ask(job, { cpuMs: hour, wallMs: hour })).toEqual({
      code: 'POLICY_FAILED',
      message: 'The policy could not be evaluated: the thread did not start within 0.5 s, the machine is too busy.',
    })
  })

  it('does not count the start of the thread to its first job', async () => {
    const slow = started({
      file: standIn(`
        import { parentPort } from 'node:worker_threads'
        setTimeout(() => {
          parentPort.on('message', () => parentPort.postMessage({ cpuMs: 0, answer: { output: 'done' } }))
          parentPort.postMessage({ cpuMs: 0 })
        }, 1500)`),
    })
    expect(await slow.ask(job, { cpuMs: hour, wallMs: 1000 })).toEqual(done)
  })
})

it('answers nothing once its script fails', async () => {
  const failing = thread("throw new Error('no')")
  expect(await failing.ask(job, { cpuMs: hour, wallMs: hour })).toMatchObject({ code: 'POLICY_FAILED' })
  expect(await failing.ask(job, { cpuMs: hour, wallMs: hour })).toMatchObject({ code: 'POLICY_FAILED' })
})
