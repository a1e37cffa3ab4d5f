# Breaking the glass: who asks in an emergency gets it at once, and owes a review. Off unless data.json has `break_glass`: whose members may
# (`team`), up to which `level`, for how long at most, within what time a code owner has to review it, and whom to tell. Hours do not bind it.
package daypass

wanted["break_glass"] := "`team` and `level`, `max_duration` (1h at most), `review_within` (such as 24h) and `tell` (teams of this organisation and people, 10 at most)"

readable contains "break_glass" if {
	members(glass) == {"team", "level", "max_duration", "review_within", "tell"}
	is_own_name(glass.team)
	contains(glass.team, "/")
	glass.level in levels
	to_seconds(glass.max_duration) <= 3600
	to_seconds(glass.review_within) <= 2592000
	is_list(glass.tell)
	count(glass.tell) <= 10
	every name in glass.tell {
		is_own_name(name)
	}
}

glass := settings.break_glass

up_to_level contains name if {
	some rank, name in levels
	some most, last in levels
	last == glass.level
	rank <= most
}

in_emergency if {
	input.request.emergency == true
	"break_glass" in switched_on
}

# Nobody has two at a time: what was given is reviewed before more is.
owes_nothing if not in_emergency

owes_nothing if {
	is_array(requester.debts)
	count(requester.debts) == 0
}

# What is open without review is no emergency.
breaks_glass if {
	in_emergency
	readable.break_glass
	owes_nothing
	is_person
	glass.team in requester.teams
	level in up_to_level
	not open_to_requester
}

limits contains {"seconds": to_seconds(glass.max_duration), "of": "break_glass"} if in_emergency

sentence(found) := $"What is asked for in an emergency is limited to {most}." if {
	found.of == "break_glass"
	most := words(found.seconds)
}

deny contains $"What was given in the emergency of issue {issue} has to be reviewed first, by a code owner who approves its pull request. Or ask without urgency." if {
	in_emergency
	some debt in requester.debts
	issue := debt.issue
}

owed := {"review_within": glass.review_within, "tell": glass.tell}

emergency_reasons contains $"It is an emergency, and open to members of `{team}`: a code owner reviews it within {time}." if {
	breaks_glass
	team := glass.team
	time := words(to_seconds(glass.review_within))
}
