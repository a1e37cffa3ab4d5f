// What Node 24 offers and neither TypeScript's es2024 library nor @types/node declares; just what this folder uses.

interface JSON {
  /** A JSON text of a number or string that JSON.stringify copies as it stands (ECMAScript proposal, in V8 since 11.4). */
  rawJSON(text: string): unknown
}

declare namespace WebAssembly {
  class Module {
    private constructor()
    static imports(module: Module): { module: string; name: string; kind: string }[]
  }
  class Memory {
    private constructor()
    readonly buffer: ArrayBuffer
  }
  function compile(bytes: Uint8Array): Promise<Module>
}
