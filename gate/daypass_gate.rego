# Whether somebody holds a grant now: what a gateway asks its own OPA, at run time and without a token. The list that it reads and this
# rule come in one signed bundle. Fresh or not is judged here, by the clock of the reader: a bundle that is held back, or sent again
# later, says no.
#
#   input: {"subject": "github|<numeric id>", "resource": "<id>", "scope": "<scope>"}
#
# Where the resource names an operation, also "operation": the commit or the workflow run that is about to run, as the grant has it.
package daypass_gate

default allow := false

allow if {
	some id in grants
	grant := data.daypass_live.grants[id]
	input.scope in grant.scopes
	covers(grant)
}

# A grant for one operation opens for that alone.
covers(grant) if not "operation" in object.keys(grant)

covers(grant) if grant.operation == input.operation

# The grants by which the subject may use the resource now, whatever the scope and the operation.
grants contains id if {
	fresh
	some id, grant in data.daypass_live.grants
	grant.subject == input.subject
	grant.resource == input.resource
	is_number(grant.ends_ns) # any number is less than any text
	now_ns < grant.ends_ns
}

default fresh := false

fresh if {
	now_ns < data.daypass_live.published_ns + data.daypass_live.fresh_for_ns

	# From the future: the clock here is behind, and would let in who has ended.
	data.daypass_live.published_ns <= now_ns + tolerance_ns
}

published_ns := data.daypass_live.published_ns

now_ns := time.now_ns()

tolerance_ns := 5000000000
