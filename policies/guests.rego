# Guests: outside collaborators of this repository, who are no members of the organisation. Off unless data.json has `guests`, which says
# what they may ask for at most, and unless the catalog lets them at a resource, with `guests: { until: … }`. Somebody of the
# resource's team has to vouch for each request of theirs.
package daypass

wanted["guests"] := "`levels` and `max_duration`"

readable contains "guests" if {
	members(settings.guests) == {"levels", "max_duration"}
	is_list(settings.guests.levels)
	every name in settings.guests.levels {
		name in levels
	}
	to_seconds(settings.guests.max_duration)
}

is_guest if {
	requester.type == "User"
	requester.organisation_member == false
	requester.affiliation == "outside-collaborator"
	level in settings.guests.levels
	resource.team
	seconds_of_guests > 0
}

seconds_of_guests := whole_minutes(floor((instant(resource.guests.until) - input.facts.now_ns) / 1000000000))

limits contains {"seconds": seconds_of_guests, "of": "guests"} if is_guest

limits contains {"seconds": to_seconds(settings.guests.max_duration), "of": "guest"} if is_guest

sentence(found) := $"`{resource.id}` is open to guests until {end}." if {
	found.of == "guests"
	end := resource.guests.until
}

sentence(found) := $"What guests may have is limited to {most}." if {
	found.of == "guest"
	most := words(found.seconds)
}

# One more than others need, and never the requester, who is in no team.
sponsors := [{"name": "sponsor", "from": [resource.team], "count": 1} | is_guest]

reasons contains $"The requester is a guest: somebody of `{resource.team}` has to vouch for it." if {
	is_guest
	resource.team
}
