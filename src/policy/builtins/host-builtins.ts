import { createHash } from 'node:crypto'
import { anyPrefixMatch, anySuffixMatch, countOf } from './affixes.ts'
import type { Builtin } from './builtin.ts'
import { addDate, clock, date, diff, format, weekday } from './calendar.ts'
import { parseDurationNs, parseRfc3339Ns } from './durations.ts'
import { jsonPatch } from './json-patch.ts'
import { findMatches, replaceMatches, splitAtMatches } from './regex.ts'
import { compareVersions, isVersion } from './semver.ts'
import { sprintf } from './sprintf.ts'
import { isSubset } from './subset.ts'
import { Num, type Value } from './value.ts'

const numeric =
  (compute: (...given: Value[]) => number | undefined): Builtin =>
  (...given) => {
    const found = compute(...given)
    return found === undefined ? undefined : new Num(String(found))
  }

const digest =
  (algorithm: string): Builtin =>
  (text) =>
    typeof text === 'string' ? createHash(algorithm).update(text).digest('hex') : undefined

/** What a policy may use beyond the module's own code, written here, equal to OPA's own: deterministic, total, without any I/O. */
export const hostBuiltins: Readonly<Record<string, Builtin>> = {
  'crypto.md5': digest('md5'),
  'crypto.sha1': digest('sha1'),
  'crypto.sha256': digest('sha256'),
  'json.patch': jsonPatch,
  'object.subset': isSubset,
  'regex.find_n': findMatches,
  'regex.replace': replaceMatches,
  'regex.split': splitAtMatches,
  'semver.compare': numeric(compareVersions),
  'semver.is_valid': isVersion,
  sprintf,
  'strings.any_prefix_match': anyPrefixMatch,
  'strings.any_suffix_match': anySuffixMatch,
  'strings.count': numeric(countOf),
  'time.add_date': addDate,
  'time.clock': clock,
  'time.date': date,
  'time.diff': diff,
  'time.format': format,
  'time.parse_duration_ns': parseDurationNs,
  'time.parse_rfc3339_ns': parseRfc3339Ns,
  'time.weekday': weekday,
} satisfies Record<string, (...given: never[]) => Value | undefined> as Readonly<Record<string, Builtin>>
