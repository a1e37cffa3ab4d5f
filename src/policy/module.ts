import * as sdk from '@open-policy-agent/opa-wasm'
import type { Builtin } from './builtins/builtin.ts'
import { hostBuiltins } from './builtins/host-builtins.ts'
import { readValue, writeValue } from './builtins/value-text.ts'

const INITIAL_PAGES = 64

/** What evaluates modules, for receipts; a test compares it with what is installed. */
export const runtimeName = 'opa-wasm 1.10.0'

type Exports = {
  builtins(): number
  opa_json_dump(address: number): number
  opa_value_dump(address: number): number
  opa_value_parse(address: number, length: number): number
  opa_malloc(length: number): number
  opa_wasm_abi_version: { value: number }
  opa_wasm_abi_minor_version: { value: number }
}
type Instance = { exports: Exports }

/** A policy as the SDK loads it, with the parts that its own types hide. */
export type OpenModule = {
  entrypoints: Record<string, number>
  mem: WebAssembly.Memory
  wasmInstance: Instance
  setData(data: ArrayBuffer): void
  evaluate(input: ArrayBuffer, entrypoint: string): unknown
}
type LoadedPolicy = new (instance: Instance, memory: WebAssembly.Memory, minorVersion: number) => OpenModule

// Its types know neither the default export nor the class.
const { LoadedPolicy } = (sdk as unknown as { default: { LoadedPolicy: LoadedPolicy } }).default

/** The one version of the interface between module and host that is spoken here. */
const ABI = 1

/**
 * Instantiates a module in at most `pages` of 64 KiB, which is not the SDK's default: its memory has no end. What the module asks its
 * host for is answered by our built-ins alone: the SDK would prefer its own, and hands numbers over as doubles and sets as lists.
 */
export async function openModule(module: WebAssembly.Module, pages: number): Promise<OpenModule> {
  const memory = new WebAssembly.Memory({ initial: Math.min(INITIAL_PAGES, pages), maximum: pages })
  const host = new Host(memory)
  const call = (id: number, _context: number, ...given: number[]) => host.call(id, given)
  const instance = (await WebAssembly.instantiate(module, {
    env: {
      memory,
      opa_abort: (address: number) => {
        throw new Error(host.text(address))
      },
      // Nothing that a policy prints is read by anybody.
      opa_println: () => undefined,
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    },
  })) as unknown as Instance
  const { opa_wasm_abi_version: version, opa_wasm_abi_minor_version: minor } = instance.exports
  if (version.value !== ABI) throw new Error(`the module speaks version ${version.value} of its interface, not ${ABI}`)
  host.open(instance)
  return new LoadedPolicy(instance, memory, minor.value)
}

/** The names in the module's own list of what its host must provide; it would miss them only when they are called. */
export function requiredBuiltins({ wasmInstance, mem }: OpenModule): string[] {
  return Object.keys(wanted(wasmInstance, mem))
}

function wanted({ exports }: Instance, memory: WebAssembly.Memory): Record<string, number> {
  return JSON.parse(textAt(memory, exports.opa_json_dump(exports.builtins()))) as Record<string, number>
}

function textAt(memory: WebAssembly.Memory, address: number): string {
  const bytes = new Uint8Array(memory.buffer, address)
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)))
}

/** The other side of a module: what it asks for by number, with the addresses of values. */
class Host {
  readonly #memory: WebAssembly.Memory
  readonly #builtins = new Map<number, Builtin>()
  #exports: Exports | undefined

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
  }

  open(instance: Instance): void {
    this.#exports = instance.exports
    for (const [name, id] of Object.entries(wanted(instance, this.#memory))) {
      const builtin = Object.hasOwn(hostBuiltins, name) ? hostBuiltins[name] : undefined
      if (builtin !== undefined) this.#builtins.set(id, builtin)
    }
  }

  text(address: number): string {
    return textAt(this.#memory, address)
  }

  /** Zero is Rego's undefined. */
  call(id: number, given: readonly number[]): number {
    const builtin = this.#builtins.get(id)
    const exports = this.#exports
    if (builtin === undefined || exports === undefined) throw new Error('the policy calls what its host does not have')
    const found = builtin(...given.map((address) => readValue(this.text(exports.opa_value_dump(address)))))
    if (found === undefined) return 0
    const bytes = new TextEncoder().encode(writeValue(found))
    const address = exports.opa_malloc(bytes.length)
    new Uint8Array(this.#memory.buffer).set(bytes, address)
    const parsed = exports.opa_value_parse(address, bytes.length)
    if (parsed === 0) throw new Error('the module does not read what its host answers')
    return parsed
  }
}
