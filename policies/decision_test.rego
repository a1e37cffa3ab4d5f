# Every case of cases/*.yaml, and what must hold for all of them at once.
package daypass_test

import data.daypass

tables := [
	data.cases.sensitivity,
	data.cases.admission,
	data.cases.duration,
	data.cases.settings,
	data.cases.hours,
	data.cases.freeze,
	data.cases.on_call,
	data.cases.quota,
	data.cases.machines,
	data.cases.guests,
	data.cases.duties,
	data.cases.break_glass,
	data.cases.operation,
]

# A case as an input: `given` laid over the base, `without` taken away.
input_of(given_case) := json.remove(
	object.union(data.cases.base, object.get(given_case, "given", {})),
	object.get(given_case, "without", []),
)

# The settings of a case, and never those of the repository, by which no case may fail.
settings_of(given_case) := object.get(given_case, "settings", data.cases.usual_settings)

# opa gives each test its time, so each table is one.
test_sensitivity[name] if {
	some name, given_case in named(data.cases.sensitivity)
	decided(given_case) == given_case.expect
}

test_admission[name] if {
	some name, given_case in named(data.cases.admission)
	decided(given_case) == given_case.expect
}

test_duration[name] if {
	some name, given_case in named(data.cases.duration)
	decided(given_case) == given_case.expect
}

test_settings[name] if {
	some name, given_case in named(data.cases.settings)
	decided(given_case) == given_case.expect
}

test_hours[name] if {
	some name, given_case in named(data.cases.hours)
	decided(given_case) == given_case.expect
}

test_freeze[name] if {
	some name, given_case in named(data.cases.freeze)
	decided(given_case) == given_case.expect
}

test_on_call[name] if {
	some name, given_case in named(data.cases.on_call)
	decided(given_case) == given_case.expect
}

test_quota[name] if {
	some name, given_case in named(data.cases.quota)
	decided(given_case) == given_case.expect
}

test_machines[name] if {
	some name, given_case in named(data.cases.machines)
	decided(given_case) == given_case.expect
}

test_guests[name] if {
	some name, given_case in named(data.cases.guests)
	decided(given_case) == given_case.expect
}

test_duties[name] if {
	some name, given_case in named(data.cases.duties)
	decided(given_case) == given_case.expect
}

test_break_glass[name] if {
	some name, given_case in named(data.cases.break_glass)
	decided(given_case) == given_case.expect
}

test_operation[name] if {
	some name, given_case in named(data.cases.operation)
	decided(given_case) == given_case.expect
}

# Fails where two cases of a table have one name.
named(table) := {given_case.name: given_case | some given_case in table}

decided(given_case) := found if {
	found := daypass.decision with input as input_of(given_case) with data.daypass_settings as settings_of(given_case)
}

test_every_table_is_read if {
	named := {name | some name, table in data.cases; is_array(table)}
	count(named) == count(tables)
	every table in tables {
		count(table) > 10
	}
}

# Taking any one fact away never turns another answer into an allow, and always leaves an answer.
test_no_missing_fact_allows if never_allowed_without("facts")

test_nothing_missing_in_a_request_allows if never_allowed_without("request")

never_allowed_without(side) if {
	every key, _ in data.cases.base[side] {
		every given_case in whole_cases {
			input_without := json.remove(input_of(given_case), [concat("/", [side, key])])
			outcome := daypass.decision.outcome with input as input_without
			outcome != "allow"
		}
	}
}

# Where something is missing already, nothing more is learnt.
whole_cases := [given_case | some given_case in data.cases.admission; not given_case.without]

# What a sentence denies would not be given without it either.
test_denied_twice if {
	every table in tables {
		every given_case in table {
			denied_twice(given_case)
		}
	}
}

denied_twice(given_case) if given_case.expect.outcome != "deny"

denied_twice(given_case) if {
	without_sentences := daypass.decision with input as input_of(given_case)
		with data.daypass_settings as settings_of(given_case)
		with daypass.deny as set()
	without_sentences.outcome == "deny"
}
