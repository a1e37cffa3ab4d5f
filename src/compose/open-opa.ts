import type { Logger } from 'pino'
import { findOpa, type OpaBinary } from '../policy/opa/opa-binary.ts'

/** The opa that compiles policies; says which. Throws OPA_MISSING, OPA_CHECKSUM. */
export async function openOpa(own: string | undefined, log: Logger): Promise<OpaBinary> {
  const opa = await findOpa(own === undefined ? {} : { own })
  log.info({ opa: opa.version, source: opa.source, sha256: opa.sha256 }, 'policies are compiled by this opa')
  return opa
}
