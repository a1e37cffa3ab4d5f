# Separation of duties: who does one thing does not decide about it. Off unless data.json has `duties`, each of which says who does `not`
# approve, and `why`; one that names `environments` is about these alone.
package daypass

wanted["duties"] := "a list of `not` (teams of this organisation and people, such as @acme/deployers; 20 in all), `why` and perhaps `environments`"

readable contains "duties" if {
	is_array(settings.duties)
	every duty in settings.duties {
		is_duty(duty)
	}
	count({name | some duty in settings.duties; some name in duty["not"]}) <= 20
}

is_duty(duty) if {
	members(duty) - {"environments"} == {"not", "why"}
	is_list(duty["not"])
	every name in duty["not"] {
		is_own_name(name)
	}
	is_words(duty.why)
	environments := object.get(duty, "environments", ["every"])
	is_list(environments)
	every name in environments {
		is_words(name)
	}
}

is_own_name(name) if regex.match(`^@[A-Za-z0-9-]{1,39}$`, name)

is_own_name(name) if {
	regex.match(`^@[A-Za-z0-9-]{1,39}/(?:ent:)?[A-Za-z0-9._-]{1,100}$`, name)
	owner := organisation
	startswith(lower(name), lower($"@{owner}/"))
}

# Of the duties, those that are about this resource. One of which the catalog does not say where it is may be anywhere.
duties contains duty if {
	some duty in settings.duties
	not is_elsewhere(duty)
}

# Of a duty or a freeze: it is about other environments than this resource's.
is_elsewhere(setting) if {
	is_string(resource.environment)
	is_list(setting.environments)
	not resource.environment in setting.environments
}

kept_out := {name | some duty in duties; some name in duty["not"]}

# The places to fill, without whom duties keep out of them.
without_kept_out(places) := places if count(kept_out) == 0

without_kept_out(places) := [object.union(place, {"except": sort(kept_out)}) | some place in places] if count(kept_out) > 0

reasons contains $"Nobody of {names} counts among those who decide: {why}" if {
	not open_to_requester
	some duty in duties
	names := concat(", ", [$"`{name}`" | some name in sort(duty["not"])])
	why := duty.why
}
