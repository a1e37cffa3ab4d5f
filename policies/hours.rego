# Hours, by the clock of one place. Off unless data.json has `hours`: then what is as sensitive as its `levels` is given from `from`
# to `until` on its `weekdays`, not on its `holidays`, and no longer than these hours last. Whoever is on call is not bound by them.
package daypass

wanted["hours"] := "`zone`, `weekdays`, `from`, `until`, `holidays` and `levels`"

readable contains "hours" if {
	members(hours) == {"zone", "weekdays", "from", "until", "holidays", "levels"}
	local_date
	is_list(hours.weekdays)
	every name in hours.weekdays {
		name in weekday_names
	}
	minutes(hours.from) < minutes(hours.until)
	is_array(hours.holidays)
	every day in hours.holidays {
		is_day(day)
	}
	is_list(hours.levels)
	every name in hours.levels {
		name in levels
	}
}

hours := settings.hours

in_hours if not bound_by_hours

in_hours if seconds_left > 0

bound_by_hours if {
	"hours" in switched_on
	not free_of_hours
}

free_of_hours if {
	level
	is_list(hours.levels)
	not level in hours.levels
}

free_of_hours if on_call

free_of_hours if breaks_glass

# To the end of these hours; undefined outside of them.
seconds_left := whole_minutes((((minutes(hours.until) - (clock[0] * 60)) - clock[1]) * 60) - clock[2]) if {
	time.weekday([input.facts.now_ns, zone]) in hours.weekdays
	day := local_date
	not day in hours.holidays
	(clock[0] * 60) + clock[1] >= minutes(hours.from)
}

limits contains {"seconds": seconds_left, "of": "hours"} if {
	bound_by_hours
	seconds_left > 0
}

sentence(found) := $"The hours of what is of {level} sensitivity here end at {end} ({where})." if {
	found.of == "hours"
	level
	end := hours.until
	where := zone
}

deny contains says if {
	readable.hours
	bound_by_hours
	not in_hours
	level
	[start, end, place, days] := [hours.from, hours.until, zone, concat(", ", hours.weekdays)]
	says := $"`{resource.id}` is of {level} sensitivity here, which is given on {days} from {start} to {end} ({place}), and not on holidays."
}

clock := time.clock([input.facts.now_ns, zone])

local_date := sprintf("%04d-%02d-%02d", time.date([input.facts.now_ns, zone]))

# The machine's own zone would be another on another machine, and the empty one is not meant.
zone := hours.zone if {
	is_string(hours.zone)
	not hours.zone in {"", "Local"}
}

weekday_names := ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

# "18:30" → 1110; midnight at the end of a day is 24:00.
minutes(text) := (to_number(substring(text, 0, 2)) * 60) + to_number(substring(text, 3, 2)) if {
	regex.match(`^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$`, text)
}

is_day(text) if {
	regex.match(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, text)
	instant(concat("", [text, "T00:00:00Z"]))
}

is_list(value) if {
	is_array(value)
	count(value) > 0
}
