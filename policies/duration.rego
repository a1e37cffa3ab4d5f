# How long a grant may last. All durations are in seconds until they are shown.
package daypass

# The shortest of all limits counts. It is undefined, and nothing is admissible, while the level's own limit is unknown.
limit := min({found.seconds | some found in limits}) if level_limit

limits contains {"seconds": level_limit, "of": "level"}

limits contains {"seconds": seconds, "of": "action", "name": name} if {
	some name in input.request.actions
	seconds := resource.actions[name].max_duration
}

limits contains {"seconds": remaining, "of": "resource"} if remaining > 0

# Of several limits only the one that decides is worth reading, since its advice satisfies the others.
deny contains $"{says} Open a new request for {most} or less." if {
	input.request.duration > limit
	some found in limits
	found.seconds == limit
	says := sentence(found)
	most := words(limit)
}

# The sentence stands apart from the limit: if a word of it is missing, the limit still counts.
sentence(found) := $"`{resource.id}` is of {level} sensitivity here, which is limited to {most}." if {
	found.of == "level"
	level
	most := words(found.seconds)
}

sentence(found) := $"`{name}` on `{resource.id}` is limited to {most}{place}." if {
	found.of == "action"
	name := found.name
	most := words(found.seconds)
}

sentence(found) := $"`{resource.id}` itself ends at {expires}." if {
	found.of == "resource"
	expires := resource.expires
}

# The longest duration of a level: the organisation's own from data.json; where that says nothing, the standard one. A value
# that cannot be read is not the same as none.
level_limit := to_seconds(data.daypass_settings.max_duration[level])

level_limit := to_seconds(standard[level]) if not configured

configured if data.daypass_settings.max_duration[level] != null

standard := {"low": "12h", "medium": "8h", "high": "4h", "critical": "1h"}

deny contains $"`max_duration` of {level} in policies/data.json is not a duration such as 8h: its owners must mend it." if {
	level
	not level_limit
}

# Ephemeral environments end, and no grant outlasts them.
remaining := floor((time.parse_rfc3339_ns(resource.expires) - input.facts.now_ns) / 1000000000)

lifetime_known if not resource.expires

lifetime_known if remaining > 0

deny contains $"`{resource.id}` ended at {expires}." if {
	remaining <= 0
	expires := resource.expires
}

deny contains $"The catalog says that `{resource.id}` ends, but not readably when: its owners must mend `expires`." if {
	resource.expires
	not remaining
}

# " in production", where the resource has an environment.
default place := ""

place := $" in {resource.environment}" if resource.environment

units := [
	{"seconds": 86400, "short": "d", "word": "d"},
	{"seconds": 3600, "short": "h", "word": "h"},
	{"seconds": 60, "short": "m", "word": "min"},
	{"seconds": 1, "short": "s", "word": "s"},
]

# Limits that shrink from second to second are told in whole minutes, down to the last one.
whole_minutes(seconds) := floor(seconds / 60) * 60 if seconds >= 60

whole_minutes(seconds) := seconds if seconds < 60

# The largest unit that divides a duration.
unit_of(seconds) := [unit | some unit in units; seconds % unit.seconds == 0][0]

# 5400 → "90 min", as people read it.
words(seconds) := $"{whole} {unit.word}" if {
	unit := unit_of(seconds)
	whole := seconds / unit.seconds
	unit.word
}

# 5400 → "90m", as programs read it.
compact(seconds) := $"{whole}{unit.short}" if {
	unit := unit_of(seconds)
	whole := seconds / unit.seconds
	unit.short
}

# "90m" → 5400; undefined for everything that is not a whole number above zero and one unit.
to_seconds(text) := to_number(substring(text, 0, count(text) - 1)) * unit.seconds if {
	regex.match(`^[1-9][0-9]{0,5}[smhd]$`, text)
	some unit in units
	endswith(text, unit.short)
}
