# How sensitive a request is, and who decides then.
package daypass

levels := ["low", "medium", "high", "critical"]

# A request is as sensitive as the most sensitive of its actions. An action that the resource does not have, or that has no
# known level, leaves the whole request without one: skipping it would make the request look harmless.
level := levels[max(ranks)] if {
	count(ranks) == count(input.request.actions)
}

ranks := [rank |
	some name in input.request.actions
	some rank, known in levels
	resource.actions[name].sensitivity == known
]

# Whose votes are needed, for each level. One person fills one place, and never the requester.
approvals := [owners(1)] if {
	level == "low"
	not in_team
}

approvals := [owners(1)] if {
	level == "low"
	is_machine
}

approvals := [owners(1)] if level in {"medium", "high"}

approvals := [owners(2), {"name": "security", "from": [security_team], "count": 1}] if level == "critical"

owners(count) := {"name": "owners", "from": ["code-owners"], "count": count}

# The team that watches over critical access: a team of this organisation, named in data.json with or without `@organisation/`.
security_team := $"@{organisation}/{configured_team}" if {
	organisation
	regex.match(`^(?:ent:)?[A-Za-z0-9._-]{1,100}$`, configured_team)
} else := configured_team if {
	organisation
	startswith(lower(configured_team), lower($"@{organisation}/"))
}

configured_team := data.daypass_settings.security_team

organisation := split(input.facts.repository.full_name, "/")[0]

deny contains "Critical access needs a security team, and `security_team` in policies/data.json names none of this organisation." if {
	level == "critical"
	not security_team
}

# Why it was decided so, in the words that requester and reviewers read.
reasons contains $"`{resource.id}` is of low sensitivity here and open to {circle}." if {
	open_to_requester
	level == "low"
	circle
}

reasons contains $"`{resource.id}` is open to members of `{resource.team}` only: one code owner decides." if {
	level == "low"
	not in_team
	resource.team
}

reasons contains $"`{resource.id}` is of {level} sensitivity here: one code owner decides." if {
	level in {"medium", "high"}
	not open_to_requester
}

reasons contains $"`{resource.id}` is of critical sensitivity here: two code owners and one of `{security_team}` decide." if {
	level == "critical"
	security_team
}

circle := $"members of `{resource.team}`" if resource.team

circle := "every member of the organisation" if not resource.team
