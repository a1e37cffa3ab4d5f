/**
 * What a connector notes of its target before it changes anything there, as JSON, and is handed back ever after. Ids of the target: no
 * secrets, no names of people.
 */
export type LeaseState = {
  readonly [name: string]: string | number | boolean | null | LeaseState | readonly LeaseState[]
}
