import { loadPolicy } from '@open-policy-agent/opa-wasm'
import { hostBuiltins } from './builtins.ts'

const INITIAL_PAGES = 64

/** A policy as the SDK loads it, with the parts that its own types hide. */
export type OpenModule = {
  entrypoints: Record<string, number>
  mem: WebAssembly.Memory
  wasmInstance: { exports: { builtins(): number; opa_json_dump(address: number): number } }
  setData(data: ArrayBuffer): void
  evaluate(input: ArrayBuffer, entrypoint: string): unknown
}

/** Instantiates a module in at most `pages` of 64 KiB, which is not the SDK's default: its memory has no end. */
export async function openModule(module: WebAssembly.Module, pages: number): Promise<OpenModule> {
  const memory = { initial: Math.min(INITIAL_PAGES, pages), maximum: pages }
  return (await loadPolicy(module, memory, hostBuiltins)) as unknown as OpenModule
}

/** The names in the module's own list of what its host must provide; the SDK would look them up only when they are called. */
export function requiredBuiltins({ wasmInstance: { exports }, mem }: OpenModule): string[] {
  const address = exports.opa_json_dump(exports.builtins())
  const memory = new Uint8Array(mem.buffer, address)
  return Object.keys(JSON.parse(new TextDecoder().decode(memory.subarray(0, memory.indexOf(0)))) as object)
}
