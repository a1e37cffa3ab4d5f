# Who is on call. Off unless data.json has `on_call`: a `team` that is on call, or a `rota` that says who is and when. They are not
# bound by `hours`, and get what is as sensitive as `levels` and belongs to their own team without review.
package daypass

wanted["on_call"] := "`levels` and either a `team` of this organisation or a `rota` of `from`, `until` and `people`, numbers by name"

readable contains "on_call" if {
	members(settings.on_call) == {"team", "levels"}
	on_call_team
	on_call_levels
}

readable contains "on_call" if {
	members(settings.on_call) == {"rota", "levels"}
	is_array(settings.on_call.rota)
	every turn in settings.on_call.rota {
		is_turn(turn)
	}
	on_call_levels
}

is_turn(turn) if {
	members(turn) == {"from", "until", "people"}
	instant(turn.from) < instant(turn.until)
	is_object(turn.people)
	every id in turn.people {
		is_id(id)
	}
}

# The number of an account, which it keeps whatever it is called.
is_id(value) if {
	is_number(value)
	value > 0
	value == floor(value)
}

# What is critical is decided by people, whoever asks.
on_call_levels := settings.on_call.levels if {
	is_array(settings.on_call.levels)
	every name in settings.on_call.levels {
		name in ["low", "medium", "high"]
	}
}

on_call_team := settings.on_call.team if {
	organisation
	startswith(lower(settings.on_call.team), lower($"@{organisation}/"))
}

on_call if {
	is_person
	on_call_team in requester.teams
}

on_call if {
	is_person
	some turn in settings.on_call.rota
	now_within(turn)
	requester.id in turn.people
}

open_to_requester if {
	on_call
	in_team
	level in on_call_levels
}

reasons contains $"`{resource.id}` is of {level} sensitivity here, and open to who is on call for it." if {
	open_to_requester
	level != "low"
}
