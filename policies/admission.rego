# Who may ask, and for what.
#
# Each condition is written twice, on purpose: once as something that must be true (`admissible`), once as the sentence that the
# requester reads (`deny`). If a fact is missing, the sentence may be missing too, but the condition never holds.
package daypass

admissible if {
	may_ask
	settings_readable
	input.request.resource == resource.id
	level
	lifetime_known
	ticket_given
	operation_landed
	in_hours
	not_frozen
	within_quotas
	owes_nothing
	input.request.duration > 0
	input.request.duration <= limit
}

may_ask if is_person

may_ask if is_machine

may_ask if is_guest

is_person if {
	requester.type == "User"
	requester.organisation_member == true
}

deny contains "Only people may ask for access, and this account is none." if {
	requester.type != "User"
	not is_machine
}

deny contains "Only members of the organisation may ask for access." if {
	requester.organisation_member != true
	not is_machine
	not is_guest
}

deny contains $"`{name}` is not an action of `{resource.id}`. Open a new request with the actions that the form offers." if {
	some name in input.request.actions
	resource.actions
	not resource.actions[name]
}

# What is critical has a ticket, so that the reason can be followed up after the grant has ended.
ticket_given if level != "critical"

ticket_given if {
	level == "critical"
	trim_space(input.request.ticket) != ""
}

deny contains $"`{resource.id}` is critical here and asks for a ticket. Open a new request that names one." if {
	level == "critical"
	not ticket_given
}
