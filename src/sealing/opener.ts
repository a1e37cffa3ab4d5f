import { asError, DaypassError, isDaypassError } from '../core/error.ts'
import { Secret } from '../core/secret.ts'
import { parseSshPublicKey } from '../core/ssh/public-key.ts'
import type { KeyFile, Opener } from '../ports/opener.ts'
import type { Candidate } from './key-ring.ts'
import { readSshPrivateKey, type SshIdentity, type SshPrivateKey } from './ssh-private-key.ts'
import { unsealWith } from './unseal.ts'

/** The Opener of the command line. It keeps nothing between two calls. */
export function createOpener(): Opener {
  return {
    async open(armored, identities, verify) {
      const faults: DaypassError[] = []
      const candidates = identities.flatMap((file) => candidateOf(file, faults))
      // A key whose public part is unknown asks for its passphrase in vain more often than not: it comes last.
      candidates.sort((a, b) => Number(a.identity === undefined) - Number(b.identity === undefined))
      try {
        return await unsealWith(armored, candidates, verify)
      } catch (thrown) {
        throw explained(thrown, faults, identities.length)
      }
    },
  }
}

function candidateOf(file: KeyFile, faults: DaypassError[]): Candidate[] {
  try {
    const locked = readSshPrivateKey(file.text)
    const unlock = async (): Promise<SshPrivateKey | undefined> => {
      const asked = locked.encrypted ? await file.passphrase?.() : undefined
      try {
        return locked.unlock(asked === undefined ? undefined : new Secret(asked))
      } catch (thrown) {
        const fault = located(thrown, file.file)
        // Only a key that is known to fit may stop the search; of the others we cannot say that they matter.
        if (locked.identity !== undefined) throw fault
        faults.push(fault)
        return undefined
      }
    }
    return [{ identity: locked.identity ?? identityBeside(file), unlock }]
  } catch (thrown) {
    faults.push(located(thrown, file.file))
    return []
  }
}

/** What the public line beside a key says of it, which may be of another key: the file itself says so once it is unlocked. */
function identityBeside({ publicLine }: KeyFile): SshIdentity | undefined {
  const key = publicLine === undefined ? undefined : parseSshPublicKey(publicLine)
  return key?.usable ? { type: key.type, blob: key.blob, fingerprint: key.fingerprint } : undefined
}

function located(thrown: unknown, file: string): DaypassError {
  if (!isDaypassError(thrown)) {
    const message = `${file}: this private key file cannot be read. Check it with \`ssh-keygen -y -f\`.`
    return new DaypassError('KEY_MALFORMED', message, { cause: thrown, where: file })
  }
  return new DaypassError(thrown.code, `${file}: ${thrown.message}`, { cause: thrown.cause, where: file })
}

/** Says what was wrong with the key files when that may be why nothing fitted. */
function explained(thrown: unknown, faults: readonly DaypassError[], files: number): Error {
  const [fault] = faults
  if (!isDaypassError(thrown, 'SEALED_NOT_FOR_YOU') || fault === undefined) return asError(thrown)
  if (files === 1) return fault
  const message = [thrown.message, 'Not every key could be tried:', ...faults.map((f) => `- ${f.message}`)].join('\n')
  return new DaypassError('SEALED_NOT_FOR_YOU', message, { cause: fault })
}
