import { DaypassError } from '../error.ts'
import { showInstant } from '../instant.ts'
import { placeWords, type SecretPlace } from './secret-place.ts'

/** Another grant has the secret: whose end is to be waited for. */
export function secretTaken(place: SecretPlace, holder: { requestUrl: string; ends: Date }): DaypassError {
  const message = `${capital(placeWords(place))} holds the access of ${holder.requestUrl} until ${showInstant(holder.ends)}, and one secret holds one access. This goes on by itself when that has ended and the secret is cleared; \`/done\` there ends it sooner.`
  return new DaypassError('SECRET_TAKEN', message)
}

/** Somebody else's secret is there: it is neither written over nor removed. */
export function secretForeign(place: SecretPlace, name?: string): DaypassError {
  const message = `${capital(placeWords(place, name))} is there already, and Daypass has not put it there, so it writes nothing over it. Whoever looks after that repository removes or renames it, or the operator of Daypass names another in \`deliver_to\`; then this goes on by itself.`
  return new DaypassError('SECRET_FOREIGN', message)
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
