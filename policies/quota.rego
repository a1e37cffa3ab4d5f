# How much a person may have. Off unless data.json has `quotas`: of each count among the facts that they name, the most that there may be
# with this request; or, where that is a duration, the longest time with this request in it.
#
# Facts are named by data.json alone, so that only those are read that somebody counts.
package daypass

wanted["quotas"] := "a list of `of` (a count of the facts, such as open_grants), `most` (such as 3 or 8h) and `called` (what it counts)"

readable contains "quotas" if {
	is_array(settings.quotas)
	every quota in settings.quotas {
		members(quota) == {"of", "most", "called"}
		is_words(quota.called)
		most_of(quota) > 0
		is_number(counted(quota))
	}
}

most_of(quota) := quota.most if is_number(quota.most)

most_of(quota) := to_seconds(quota.most)

counted(quota) := input.facts[quota.of]

counted(quota) := requester[quota.of]

within_quotas if not "quotas" in switched_on

within_quotas if {
	every quota in settings.quotas {
		counted(quota) < most_of(quota)
	}
}

deny contains $"There are {have} {called}, and more than {most} are not given. Wait, or end what is no longer needed." if {
	readable.quotas
	some quota in settings.quotas
	is_number(quota.most)
	have := counted(quota)
	most := quota.most
	have >= most
	called := quota.called
}

deny contains $"There is no time left of {most}: {called}. Wait." if {
	readable.quotas
	some quota in settings.quotas
	counted(quota) >= to_seconds(quota.most)
	most := quota.most
	called := quota.called
}

limits contains {"seconds": seconds, "of": "quota", "most": most, "called": called} if {
	some quota in settings.quotas
	seconds := whole_minutes(to_seconds(quota.most) - counted(quota))
	seconds > 0
	most := quota.most
	called := quota.called
}

sentence(found) := $"The rest of {most} counts: {called}." if {
	found.of == "quota"
	most := found.most
	called := found.called
}
