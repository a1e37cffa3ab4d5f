/** One line of the bench: what was measured, against whom, in one run. */
export type Row = {
  what: string
  ours: string
  rival: string
  /** Ours over the rival's, in the sense that the goal uses. */
  ratio: number
  goal: string
  met: boolean
  spread: string
}
