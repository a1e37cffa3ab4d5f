import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { subscribedEvents } from '../../src/app.ts'
import { readYaml } from '../../src/config/yaml.ts'
import type { Endpoint } from '../../src/github/api/endpoint.ts'
import { endpoints, neededPermissions } from '../../src/github/api/endpoints.ts'

const root = join(import.meta.dirname, '../..')
const manifest = readYaml(readFileSync(join(root, 'app.yml'), 'utf8'), 'app.yml') as Record<string, unknown>

test('app.yml asks for exactly the permissions that the calls need', () => {
  expect(manifest.default_permissions).toEqual(neededPermissions())
})

test('app-lending.yml asks for exactly the permissions of the calls that lend, and hears nothing', () => {
  const lending = readYaml(readFileSync(join(root, 'app-lending.yml'), 'utf8'), 'app-lending.yml') as typeof manifest
  expect(lending.default_permissions).toEqual(neededPermissions(endpoints, true))
  expect([lending.default_events, lending.hook_attributes, lending.public]).toEqual([[], { active: false }, false])
})

test('app.yml subscribes to exactly the events that the app listens to', () => {
  expect(manifest.default_events).toEqual([...subscribedEvents])
})

test('the app is nobody else`s to install', () => {
  expect(manifest.public).toBe(false)
})

describe('the table of calls', () => {
  const table: [string, Endpoint][] = Object.entries(endpoints)

  test.each(table)('%s: what writes needs to write', (_, { route, needs, as }) => {
    if (as === 'app') return
    expect(route.startsWith('GET ') ? 'read' : 'write').toBe(needs?.level ?? 'read')
  })

  test.each(table)('%s: a creation is never repeated', (_, { creates, repeatable }) => {
    expect(creates && repeatable).toBeFalsy()
  })

  test('names every route once', () => {
    const routes = table.map(([, { route }]) => route)
    expect(new Set(routes).size).toBe(routes.length)
  })
})

test('nothing calls GitHub but through the table', () => {
  const folder = join(root, 'src/github')
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const callers = modules.filter((file) =>
    /\.request\(|\.rest\.|\bpaginate\(|\bgraphql\(/.test(readFileSync(join(folder, file), 'utf8')),
  )
  expect(callers).toEqual(['api/call.ts'])
})
