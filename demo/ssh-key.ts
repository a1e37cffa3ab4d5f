import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** An unencrypted ed25519 key pair as `ssh-keygen -t ed25519 -N ''` writes it (PROTOCOL.key of OpenSSH): for the demo and tests only. */
export function generateSshKey(comment: string): { publicLine: string; privateText: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const jwk = privateKey.export({ format: 'jwk' })
  const pub = Buffer.from(jwk.x ?? '', 'base64url')
  const seed = Buffer.from(jwk.d ?? '', 'base64url')
  const wire = Buffer.concat([text('ssh-ed25519'), bytes(pub)])
  const check = randomBytes(4)
  const secret = Buffer.concat([check, check, wire, bytes(Buffer.concat([seed, pub])), text(comment)])
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1))
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    Buffer.from([0, 0, 0, 1]),
    bytes(wire),
    bytes(Buffer.concat([secret, padding])),
  ])
  const lines = file.toString('base64').match(/.{1,70}/g) ?? []
  const privateText = ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  )
  return { publicLine: `ssh-ed25519 ${wire.toString('base64')} ${comment}`, privateText }
}

function bytes(data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, data])
}

function text(data: string): Buffer {
  return bytes(Buffer.from(data))
}
