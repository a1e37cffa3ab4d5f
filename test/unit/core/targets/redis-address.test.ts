import { expect, test } from 'vitest'
import { readRedisAddress } from '../../../../src/core/targets/redis-address.ts'

test.each<[string, object]>([
  [
    'rediss://daypass:p%40ss@cache.acme.example',
    { host: 'cache.acme.example', port: 6379, user: 'daypass', password: 'p@ss', tls: true },
  ],
  [
    'rediss://:pass@[2001:db8::1]:7000/',
    { host: '2001:db8::1', port: 7000, user: undefined, password: 'pass', tls: true },
  ],
  ['redis://127.0.0.1:6379', { host: '127.0.0.1', port: 6379, user: undefined, password: undefined, tls: false }],
  ['redis://a:b@localhost', { host: 'localhost', port: 6379, user: 'a', password: 'b', tls: false }],
])('reads %s', (text, address) => {
  expect(readRedisAddress(text)).toEqual(address)
})

test.each<[string, string]>([
  ['redis://a:secret@cache.acme.example', 'does not begin with rediss://'],
  ['redis://a:secret@10.1.2.3', 'does not begin with rediss://'],
  ['rediss://a@cache.acme.example', 'has no password'],
  ['rediss://a:secret@cache.acme.example/1', 'has more than'],
  ['rediss://a:secret@cache.acme.example?ssl=false', 'has more than'],
  ['rediss://a:secret@cache.acme.example#x', 'has more than'],
  ['rediss://a:%secret@cache.acme.example', 'names no host'],
  ['https://a:secret@cache.acme.example', 'is not an address'],
  ['a:secret', 'is not an address'],
  ['', 'is not an address'],
])('refuses %s without repeating it', (text, why) => {
  const found = readRedisAddress(text)
  expect(found).toContain(why)
  expect(found).not.toContain('secret')
})
