# Freezes: windows in which nothing begins, and before which everything ends. Off unless data.json has `freezes`; one that names
# `environments` is about these alone.
package daypass

wanted["freezes"] := "a list of `from`, `until` (such as 2026-12-24T00:00:00Z), `why` and perhaps `environments`"

readable contains "freezes" if {
	is_array(settings.freezes)
	every window in settings.freezes {
		is_freeze(window)
	}
}

is_freeze(window) if {
	members(window) - {"environments"} == {"from", "until", "why"}
	instant(window.from) < instant(window.until)
	is_words(window.why)
	environments := object.get(window, "environments", ["every"])
	is_list(environments)
	every name in environments {
		is_words(name)
	}
}

is_words(text) if {
	trim_space(text) != ""
	count(text) <= 200
}

# Of the windows, those that are about this resource. One of which the catalog does not say where it is may be anywhere.
freezes contains window if {
	some window in settings.freezes
	not is_elsewhere(window)
}

not_frozen if not "freezes" in switched_on

not_frozen if {
	is_number(input.facts.now_ns)
	every window in freezes {
		not now_within(window)
	}
}

deny contains $"`{resource.id}` is frozen until {end}: {why}" if {
	some window in freezes
	now_within(window)
	end := window.until
	why := window.why
}

limits contains {"seconds": seconds, "of": "freeze", "from": window.from, "why": window.why} if {
	some window in freezes
	ns := instant(window.from) - input.facts.now_ns
	ns > 0
	seconds := whole_minutes(floor(ns / 1000000000))
}

sentence(found) := $"`{resource.id}` is frozen from {start} on ({why})." if {
	found.of == "freeze"
	start := found.from
	why := found.why
}
