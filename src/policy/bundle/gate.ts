import { readFile } from 'node:fs/promises'

/** The rule behind which a gateway asks, as text: a reader's opa runs it, and no decision of ours does. */
export function readGate(): Promise<string> {
  return readFile(new URL('../../../gate/daypass_gate.rego', import.meta.url), 'utf8')
}
