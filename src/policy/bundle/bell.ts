/** Wakes whoever waits for something to happen. */
export class Bell {
  readonly #waiting = new Set<() => void>()

  /** How often it rang: for whoever looks before waiting, and must not miss what happens meanwhile. */
  rung = 0

  ring(): void {
    this.rung++
    for (const wake of this.#waiting) wake()
  }

  /** Returns when it rings, after so many milliseconds, or when `gone` is aborted. */
  async wait(milliseconds: number, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(late)
        gone.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const late = setTimeout(wake, milliseconds)
      gone.addEventListener('abort', wake, { once: true })
      this.#waiting.add(wake)
    })
  }
}
