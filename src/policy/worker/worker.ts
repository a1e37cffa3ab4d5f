import { parentPort } from 'node:worker_threads'
import { asError, isDaypassError } from '../../core/error.ts'
import { askAll } from './batch.ts'
import { cpuMilliseconds } from './cpu-time.ts'
import { type Instance, instantiate } from './instance.ts'
import type { Answer, Job, Report } from './worker-message.ts'

// The thread in which policies run, because evaluation is synchronous and knows no time limit: the other side ends this
// thread when an answer is late. One job at a time; which policies stay loaded is decided over there too.
const instances = new Map<string, Instance>()

parentPort?.on('message', async (job: Job) => report({ answer: await work(job) }))
report({})

function report(told: Omit<Report, 'cpuMs'>): void {
  parentPort?.postMessage({ ...told, cpuMs: cpuMilliseconds(process.threadCpuUsage()) } satisfies Report)
}

async function work(job: Job): Promise<Answer> {
  if (job.drop !== undefined) instances.delete(job.drop)
  try {
    if (job.load !== undefined)
      instances.set(job.digest, await instantiate(job.load.module, job.load.data, job.load.pages))
    const instance = instances.get(job.digest)
    if (instance === undefined) throw new Error('the policy is not loaded')
    if (job.batch !== undefined) return { output: await askAll(job.batch, job.digest, instances) }
    return { output: job.input === undefined ? '' : instance.evaluate(job.input) }
  } catch (thrown) {
    // Whatever happened, this instance is not used again.
    instances.delete(job.digest)
    return { code: isDaypassError(thrown) ? thrown.code : 'POLICY_FAILED', message: asError(thrown).message }
  }
}
