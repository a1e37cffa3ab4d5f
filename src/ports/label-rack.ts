/** How a label looks; `color`: six hexadecimal digits. */
export type LabelLook = { name: string; color: string; description: string }

/** The labels that a repository has. All methods throw GITHUB_* and REPOSITORY_*. */
export interface LabelRack {
  /** Names in the spelling that GitHub keeps. */
  all(repository: number): Promise<LabelLook[]>
  create(repository: number, look: LabelLook): Promise<void>
  /** Gives the label of this name another colour and description. */
  change(repository: number, name: string, look: LabelLook): Promise<void>
}
