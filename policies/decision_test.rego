# Every case of cases/*.yaml, and what must hold for all of them at once.
package daypass_test

import data.daypass

tables := [data.cases.sensitivity, data.cases.admission, data.cases.duration]

# A case as an input: `given` laid over the base, `without` taken away.
input_of(given_case) := json.remove(
	object.union(data.cases.base, object.get(given_case, "given", {})),
	object.get(given_case, "without", []),
)

settings_of(given_case) := object.get(given_case, "settings", data.daypass_settings)

test_decision[given_case.name] if {
	some table in tables
	some given_case in table
	expected := given_case.expect
	found := daypass.decision with input as input_of(given_case) with data.daypass_settings as settings_of(given_case)
	found == expected
}

test_every_table_is_read if {
	named := {name | some name, table in data.cases; is_array(table)}
	count(named) == count(tables)
	every table in tables {
		count(table) > 10
	}
}

# Taking any one fact away never turns another answer into an allow, and always leaves an answer.
test_no_missing_fact_allows if {
	every path in removable {
		every given_case in data.cases.admission {
			outcome := daypass.decision.outcome with input as json.remove(input_of(given_case), [path])
			outcome != "allow"
		}
	}
}

removable := {concat("/", [side, key]) | some side, keys in data.cases.base; some key, _ in keys}
