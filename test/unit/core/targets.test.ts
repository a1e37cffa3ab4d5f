import { expect, test } from 'vitest'
import { readPostgresAddress } from '../../../src/core/targets/postgres-address.ts'

test.each([
  [
    'postgres://daypass:p%40ss@db.acme.example:6543/or%20ders?sslmode=verify-full',
    { host: 'db.acme.example', port: 6543, user: 'daypass', password: 'p@ss', database: 'or ders', tls: true },
  ],
  [
    'postgresql://u@localhost/x',
    { host: 'localhost', port: 5432, user: 'u', password: undefined, database: 'x', tls: false },
  ],
  ['postgres://u@[::1]/x?sslmode=verify-full', { host: '::1', tls: true }],
  ['postgres://u@127.0.0.1/x?sslmode=disable', { host: '127.0.0.1', tls: false }],
])('%s is an address', (text, address) => {
  expect(readPostgresAddress(text)).toMatchObject(address)
})

test.each([
  ['https://u@db/x', 'is not an address of PostgreSQL'],
  ['postgres://', 'names no host'],
  ['postgres://db.acme.example/x?sslmode=verify-full', 'no user'],
  ['postgres://u@db.acme.example?sslmode=verify-full', 'no database'],
  ['postgres://u@db.acme.example/x/y?sslmode=verify-full', 'no database'],
  ['postgres://u:%E0%A4%A@db.acme.example/x?sslmode=verify-full', 'names no host'],
  ['postgres://u@db.acme.example/x%0Adrop?sslmode=verify-full', 'no database'],
  ['postgres://u@db.acme.example/x', 'sslmode=verify-full'],
  ['postgres://u@db.acme.example/x?sslmode=disable', 'sslmode=verify-full'],
  ['postgres://u@db.acme.example/x?sslmode=require', 'sslmode=verify-full'],
  ['postgres://u@localhost.acme.example/x?sslmode=disable', 'sslmode=verify-full'],
  ['postgres://u@db/x?sslmode=verify-full&options=-c', 'parameters beside sslmode'],
  ['postgres://u@db/x?sslmode=verify-full&host=evil', 'parameters beside sslmode'],
])('%s is none', (text, why) => {
  expect(readPostgresAddress(text)).toContain(why)
})
