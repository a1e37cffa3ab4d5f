# The answer to a request: allow it, ask people to review it, or deny it.
#
# Daypass asks for `data.daypass.decision` and nothing else. Read this file first; the others answer its questions:
#
#   admission.rego    who may ask, and for what
#   sensitivity.rego  how sensitive a request is, and who decides then
#   duration.rego     how long a grant may last
#   operation.rego    what a commit or a workflow run has to be, where access is bound to one
#   settings.rego     what data.json switches on: hours.rego, freeze.rego, on-call.rego, quota.rego,
#                     machines.rego, guests.rego, duties.rego, break-glass.rego
#
# Two habits keep mistakes on the safe side. A reason to deny wins over everything else. And nothing is allowed because no
# rule objected: `allow` and `review` both begin with `admissible`, which lists what must be known and true. A missing or
# unreadable fact makes it undefined, and the request is denied.
package daypass

decision := {"outcome": "deny", "reasons": array.slice(sort(deny), 0, 20)} if {
	count(deny) > 0
} else := {"outcome": "allow", "reasons": sort(reasons), "max_duration": compact(limit), "approvals": []} if {
	admissible
	open_to_requester
} else := {"outcome": "allow", "reasons": sort(emergency_reasons), "max_duration": compact(limit), "approvals": [], "break_glass": owed} if {
	admissible
	breaks_glass
} else := {"outcome": "review", "reasons": sort(reasons), "max_duration": compact(limit), "approvals": without_kept_out(array.concat(approvals, sponsors))} if {
	admissible
	count(approvals) > 0
} else := {"outcome": "deny", "reasons": ["The policy allows this to nobody: a fact that it needs is missing."]}

# Only low sensitivity goes without review, and only for those whom the resource belongs to (on-call.rego may add to it).
open_to_requester if {
	is_person
	level == "low"
	in_team
}

# The resource's team; where the resource names none, it belongs to every member of the organisation.
in_team if resource.team in requester.teams

in_team if {
	requester.organisation_member == true
	not resource.team
}

# What Daypass itself knows, as opposed to what the requester wrote in `input.request`.
resource := input.facts.resource

requester := input.facts.requester
