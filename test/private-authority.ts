import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Why there can be no authority here; undefined: there can. Node makes keys but no certificates. */
export const noAuthority =
  spawnSync('openssl', ['version']).error === undefined
    ? undefined
    : 'openssl is not installed: NOT TESTED with certificates of a private authority (apt-get install openssl)'

/** Paths of an authority's certificate, and of the certificate and key of a host that it vouches for. */
export type Authority = { ca: string; cert: string; key: string }

/** Makes an authority that nobody knows, and a certificate of it for these hosts, below `folder`. */
export function makeAuthority(folder: string, hosts: readonly string[]): Authority {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const names = hosts.map((host) => `DNS:${host}`).join()
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const mayIssue = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Acme',
    ...mayIssue,
  )
  openssl('req', ...newKey, '-keyout', 'host.key', '-out', 'host.csr', '-subj', '/CN=host')
  writeFileSync(join(folder, 'host.ext'), `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`)
  const issued = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'host.ext']
  openssl('x509', '-req', '-in', 'host.csr', '-out', 'host.pem', ...issued)
  return { ca: join(folder, 'ca.pem'), cert: join(folder, 'host.pem'), key: join(folder, 'host.key') }
}
