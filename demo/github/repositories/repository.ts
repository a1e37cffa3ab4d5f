import type { JsonObject } from '../json.ts'

export type Repository = {
  id: number
  name: string
  fullName: string
  private: boolean
  /** Nobody has pushed anything yet. */
  empty: boolean
  profile: JsonObject
}
