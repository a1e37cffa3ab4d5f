import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noRedis } from '../../demo/redis/redis-server.ts'
import { connectorContract } from '../contract/connector-contract.ts'
import { type RedisStage, redisWorld, stageRedis } from './redis-world.ts'

const kind = { hasTarget: true, endsDropped: false, connectorType: 'redis', expires: false } as const

if (noRedis !== undefined) console.warn(`\n*** ${noRedis}: NOT TESTED with Redis ***\n`)
test.runIf(process.env.CI)('Redis is here', () => expect(noRedis).toBeUndefined())

describe.skipIf(noRedis !== undefined)('Redis', () => {
  let stage: RedisStage
  beforeAll(async () => {
    stage = await stageRedis()
  })
  afterAll(async () => {
    await stage?.breakable.close()
    await stage?.server.stop()
  })

  connectorContract('the redis kind', kind, () => redisWorld(stage))
})
