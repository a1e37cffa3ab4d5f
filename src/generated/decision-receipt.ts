// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * By what a decision was made, so that whoever has the input and the texts can make it again and see the same bytes. Its digest, SHA-256 over `daypass-receipt-v1`, a line feed and its RFC 8785 form, stands in the signed trail.
 */
export interface DecisionReceipt {
  version: 1
  at: string
  why: 'request' | 'grant' | 'extend'
  /**
   * The keyed hash that stands for the requester in the trail: with which key `input` was made.
   */
  requester: string
  /**
   * HMAC-SHA256(key of the requester, "daypass-input-v1\n<tenant>\n<SHA-256 of the input's RFC 8785 form>"). A bare digest of so few unknowns could be guessed.
   */
  input: string
  input_version: number
  governance: {
    /**
     * Over all governed files.
     */
    digest: string
    /**
     * One at which they stood so; null: none is known.
     */
    commit: string | null
  }
  /**
   * Over the texts of the policy, as the store keeps them.
   */
  policy: string
  /**
   * SHA-256 of the module that opa made of them: the same texts and engine give the same bytes.
   */
  wasm: string
  /**
   * SHA-256 of the policy's data files as opa merged them.
   */
  data: string
  engine: {
    /**
     * Version of the opa that compiled.
     */
    opa: string
    /**
     * What evaluated the module, with its version.
     */
    runtime: string
    /**
     * SHA-256 of the list of built-ins that a policy may call.
     */
    capabilities: string
  }
  /**
   * SHA-256 of the RFC 8785 form of the policy's own answer.
   */
  output: string
}
