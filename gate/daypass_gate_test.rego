package daypass_gate_test

import data.daypass_gate

second := 1000000000

now := time.now_ns()

asked := {"subject": "github|42", "resource": "orders-api", "scope": "orders:read"}

held := {
	"subject": "github|42",
	"resource": "orders-api",
	"scopes": ["orders:read", "orders:dump"],
	"ends_ns": now + (3600 * second),
}

list(grant, age) := {
	"published_ns": now - (age * second),
	"fresh_for_ns": 60 * second,
	"grants": {"one": grant},
}

answer(question, live) if daypass_gate.allow with input as question with data.daypass_live as live

test_a_live_grant if answer(asked, list(held, 0))

test_each_of_its_scopes if answer(object.union(asked, {"scope": "orders:dump"}), list(held, 0))

one_operation := {"commit": {"repository": 77, "sha": "4e1243bd22c66e76c2ba9eddc1f91394e57f9f83"}}

bound := object.union(held, {"operation": one_operation})

test_the_operation_that_it_is_for if answer(object.union(asked, {"operation": one_operation}), list(bound, 0))

test_no_other_operation if {
	every other in [
		{},
		{"operation": null},
		{"operation": {}},
		{"operation": {"commit": {"repository": 77, "sha": "0000000000000000000000000000000000000000"}}},
		{"operation": {"commit": {"repository": 78, "sha": "4e1243bd22c66e76c2ba9eddc1f91394e57f9f83"}}},
		{"operation": {"run": {"repository": 77, "id": 1, "attempt": 1}}},
	] {
		not answer(object.union(asked, other), list(bound, 0))
	}
}

test_one_without_an_operation_is_for_any if answer(object.union(asked, {"operation": one_operation}), list(held, 0))

test_whatever_the_operation_it_is_seen if {
	daypass_gate.grants == {"one"} with input as asked with data.daypass_live as list(bound, 0)
}

test_nobody_else if {
	every other in [
		{"subject": "github|43"},
		{"subject": "42"},
		{"subject": 42},
		{"subject": null},
		{"resource": "orders-db"},
		{"resource": "orders"},
		{"scope": "orders:write"},
		{"scope": "orders"},
		{"scope": ["orders:read"]},
		{"scope": null},
	] {
		not answer(object.union(asked, other), list(held, 0))
	}
}

test_nothing_asked if {
	every question in [{}, {"subject": "github|42"}, [], null, "github|42"] {
		not answer(question, list(held, 0))
	}
}

test_ended if not answer(asked, list(object.union(held, {"ends_ns": now - 1}), 0))

test_without_an_end_that_is_an_instant if {
	not answer(asked, list(object.remove(held, ["ends_ns"]), 0))
	every end in [null, "9999999999999999999", [], {}, true] {
		not answer(asked, list(object.union(held, {"ends_ns": end}), 0))
	}
}

test_as_long_as_the_list_is_fresh if {
	answer(asked, list(held, 59))
	not answer(asked, list(held, 60))
	not answer(asked, list(held, 86400))
}

test_a_clock_that_is_behind if {
	answer(asked, list(held, -4))
	not answer(asked, list(held, -6))
	not answer(asked, list(held, -86400))
}

test_a_list_that_says_nothing_of_its_age if {
	every missing in ["published_ns", "fresh_for_ns", "grants"] {
		not answer(asked, object.remove(list(held, 0), [missing]))
	}
	not answer(asked, {})
}

test_which_grants if {
	of := {"grants": {
		"a": held,
		"b": object.union(held, {"scopes": ["orders:write"]}),
		"c": object.union(held, {"subject": "github|43"}),
		"d": object.union(held, {"ends_ns": now - 1}),
	}}
	live := object.union(list(held, 0), of)
	{"a", "b", "one"} == daypass_gate.grants with input as asked with data.daypass_live as live
}

test_of_when_the_list_is if {
	now - (3 * second) == daypass_gate.published_ns with data.daypass_live as list(held, 3)
}
