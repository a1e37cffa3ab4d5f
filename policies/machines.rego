# Machines that may ask: accounts of apps, which belong to no organisation. Off unless data.json has `machines`, which names each with
# the number of its account and the `resources` that it may ask for. People decide about every request of theirs.
package daypass

wanted["machines"] := "an `id` and `resources` for each account"

readable contains "machines" if {
	is_object(settings.machines)
	every machine in settings.machines {
		members(machine) == {"id", "resources"}
		is_id(machine.id)
		is_list(machine.resources)
		every name in machine.resources {
			is_words(name)
		}
	}
}

is_machine if {
	requester.type == "Bot"
	some machine in settings.machines
	machine.id == requester.id
	resource.id in machine.resources
}

reasons contains $"`{resource.id}` is one of what this machine may ask for: one code owner decides." if {
	is_machine
	level == "low"
}
