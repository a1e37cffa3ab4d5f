/** How a call gets through to GitHub, or does not. `at`: as of when a read sees things. */
export type Calls = {
  read<Result>(name: string, work: (at: number) => Result): Promise<Result>
  write<Result>(name: string, work: () => Result): Promise<Result>
  /** A listing as it comes: a page may be missing at its end. */
  cut<Item>(listing: readonly Item[]): readonly Item[]
}
