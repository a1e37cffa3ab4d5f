import { expect, test } from 'vitest'
import { reachableFrom } from '../../../../src/connectors/guarded-fetch/reachable.ts'

const inside = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '::1/128', 'fc00::/7']
const everything = ['0.0.0.0/0', '::/0']

/** What a name may lead to: whatever is allowed; where private ranges are; nowhere. */
test.each<[string, 'always' | 'if allowed' | 'never']>([
  ['1.1.1.1', 'always'],
  ['2606:4700::1111', 'always'],
  ['::ffff:1.1.1.1', 'always'],
  ['64:ff9b::101:101', 'always'],
  ['10.1.2.3', 'if allowed'],
  ['172.16.0.1', 'if allowed'],
  ['172.31.255.255', 'if allowed'],
  ['172.32.0.1', 'always'],
  ['192.168.1.1', 'if allowed'],
  ['100.64.0.1', 'if allowed'],
  ['127.0.0.1', 'if allowed'],
  ['127.8.8.8', 'if allowed'],
  ['::1', 'if allowed'],
  ['::ffff:127.0.0.1', 'if allowed'],
  ['::ffff:7f00:1', 'if allowed'],
  ['::ffff:10.0.0.1', 'if allowed'],
  ['64:ff9b::7f00:1', 'if allowed'],
  ['64:ff9b::a00:1', 'if allowed'],
  ['fc00::1', 'if allowed'],
  ['fd12:3456::1', 'if allowed'],
  ['0.0.0.0', 'never'],
  ['0.1.2.3', 'never'],
  ['169.254.169.254', 'never'],
  ['169.254.170.2', 'never'],
  ['::ffff:169.254.169.254', 'never'],
  ['::ffff:a9fe:a9fe', 'never'],
  ['64:ff9b::a9fe:a9fe', 'never'],
  ['100.100.100.200', 'never'],
  ['168.63.129.16', 'never'],
  ['fd00:ec2::254', 'never'],
  ['fd00:ec2::23', 'never'],
  ['fd20:ce::254', 'never'],
  ['fe80::1', 'never'],
  ['fe80::1%eth0', 'never'],
  ['febf::1', 'never'],
  ['fec0::1', 'never'],
  ['192.0.0.192', 'never'],
  ['192.0.2.1', 'never'],
  ['192.88.99.1', 'never'],
  ['198.18.0.1', 'never'],
  ['198.51.100.1', 'never'],
  ['203.0.113.1', 'never'],
  ['224.0.0.1', 'never'],
  ['240.0.0.1', 'never'],
  ['255.255.255.255', 'never'],
  ['::', 'never'],
  ['::7f00:1', 'never'],
  ['::ffff:0:127.0.0.1', 'never'],
  ['64:ff9b:1::1', 'never'],
  ['100::1', 'never'],
  ['2001::1', 'never'],
  ['2001:2::1', 'never'],
  ['2001:20::1', 'never'],
  ['2001:db8::1', 'never'],
  ['2002:7f00:1::', 'never'],
  ['3fff::1', 'never'],
  ['5f00::1', 'never'],
  ['4000::1', 'never'],
  ['ff02::1', 'never'],
  ['', 'never'],
  ['localhost', 'never'],
  ['2130706433', 'never'],
  ['0x7f.1', 'never'],
])('a name may lead to %s: %s', (address, when) => {
  const reaches = (allowPrivate?: string[]) => reachableFrom('api.acme.example', allowPrivate)(address) === undefined
  expect([reaches(), reaches([]), reaches(inside), reaches(everything)]).toEqual([
    when === 'always',
    when === 'always',
    when !== 'never',
    when !== 'never',
  ])
})

test('a range opens itself alone', () => {
  const reachable = reachableFrom('api.acme.example', ['10.2.0.0/16', 'fd12::/16'])
  const opened = ['10.2.3.4', '10.3.0.1', '192.168.1.1', 'fd12::1', 'fd13::1', '::ffff:10.2.0.1']
  expect(opened.map((address) => reachable(address) === undefined)).toEqual([true, false, false, true, false, true])
})

// What stands in the deployment file is its writer's word, and holds for this address alone.
test.each<[string, string, boolean]>([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '::ffff:127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['127.0.0.1', '1.1.1.1', false],
  ['[::1]', '::1', true],
  ['[::ffff:7f00:1]', '127.0.0.1', true],
  ['10.2.3.4', '10.2.3.4', true],
  ['10.2.3.4', '10.2.3.5', false],
  ['1.1.1.1', '1.1.1.1', true],
  ['169.254.169.254', '169.254.169.254', false],
  ['[::ffff:a9fe:a9fe]', '169.254.169.254', false],
  ['[fd00:ec2::254]', 'fd00:ec2::254', false],
  ['[fe80::1]', 'fe80::1', false],
  ['0.0.0.0', '0.0.0.0', false],
  ['localhost', '127.0.0.1', true],
  ['localhost', '::1', true],
  ['api.localhost', '127.0.0.1', true],
  ['localhost', '10.0.0.1', false],
  ['localhost', '1.1.1.1', false],
  ['localhost', '169.254.169.254', false],
])('%s may lead to %s: %s', (hostname, address, may) => {
  expect([
    reachableFrom(hostname)(address) === undefined,
    reachableFrom(hostname, everything)(address) === undefined,
  ]).toEqual([may, may])
})
