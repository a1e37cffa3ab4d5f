/** Who reads the bundle of a repository: by its name in the deployment file. */
export type BundleReader = { repository: number; name: string }

/** A bundle as it is served: of which repository it is now, its bytes, and a tag that changes with what it holds. */
export type ServedBundle = { owner: string; repository: string; bytes: Uint8Array; etag: string }

/** What is in force, and what is live, signed for each reader. Made once for each change, however many ask. */
export interface Bundles {
  /** The newest. Throws what reading the repository and compiling its policy throw, unless there is an earlier one. */
  newest(reader: BundleReader): Promise<ServedBundle>
  /** The newest as soon as it is another than `etag` names, at the latest after so many seconds, or when `gone` is aborted. */
  next(reader: BundleReader, etag: string, seconds: number, gone: AbortSignal): Promise<ServedBundle>
  /** What is in force in the repository may have changed. */
  changed(repository: number): void
  /** Whoever waits is answered at once, and from now on nobody waits. */
  close(): void
}
