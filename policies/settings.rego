# What data.json switches on, and whether it can be read.
#
# A setting that is absent is a rule that is not there. One that cannot be read denies everything, and so does one that no rule
# knows: nobody can tell what it was to keep out.
package daypass

settings := data.daypass_settings

switched_on contains name if {
	is_object(settings)
	some name, _ in settings
}

settings_readable if {
	every name in switched_on {
		readable[name]
	}
	not settings_lost
}

# Something stands in the place of all settings, and is none.
settings_lost if {
	found := data.daypass_settings
	not is_object(found)
}

unknown_settings := {name | some name in switched_on; not wanted[name]}

# What each is to look like, in the words of the sentence below. Each file of the library adds its own.
wanted["security_team"] := "the name of a team"

wanted["max_duration"] := "durations by sensitivity, such as 8h"

# These two are looked at where they are needed, in sensitivity.rego and duration.rego.
readable contains name if some name in {"security_team", "max_duration"}

deny contains $"`{name}` in policies/data.json cannot be read, and is to be {what}. Its owners must mend it." if {
	some name in switched_on
	what := wanted[name]
	not readable[name]
}

deny contains $"No rule knows `{name}`, which stands in policies/data.json. Its owners must mend it." if {
	some name in unknown_settings
}

deny contains "`daypass_settings` in policies/data.json cannot be read. Its owners must mend it." if settings_lost

# The names of what an object has.
members(object) := {name | some name, _ in object}

# An instant as data.json writes it, such as 2026-12-24T08:00:00+01:00; undefined for a plain day.
instant(text) := time.parse_rfc3339_ns(text)

# Whether it is now from one instant on, and before another.
now_within(window) if {
	is_number(input.facts.now_ns)
	instant(window.from) <= input.facts.now_ns
	input.facts.now_ns < instant(window.until)
}
