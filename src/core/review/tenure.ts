import type { Settings } from '../../generated/config.ts'
import { parseDuration } from '../duration.ts'
import { DaypassError } from '../error.ts'
import { addSeconds } from '../instant.ts'
import type { Eligible } from './votes.ts'

/** Seconds for which somebody must have been in a team to count; `unreadable`: nobody can say how long. */
export type Age = number | 'unreadable' | undefined

/** What `member_for` says. Settings that cannot be used, or not this one, leave only those who were there before anybody looked. */
export function ageOf(settings: Pick<Settings, 'member_for'> | undefined): Age {
  if (settings === undefined) return 'unreadable'
  if (settings.member_for === undefined) return undefined
  try {
    return parseDuration(settings.member_for)
  } catch (error) {
    if (error instanceof DaypassError) return 'unreadable'
    throw error
  }
}

/** Whether somebody counts at that instant; who is in no team, or was in it before Daypass first looked at it, always does. */
export function isOldEnough({ since }: Eligible, age: Age, at: Date): boolean {
  if (age === undefined || !(since instanceof Date)) return true
  return age !== 'unreadable' && addSeconds(since, age) <= at
}
