# How much a person may have. Off unless data.json has `quotas`: of each count of `input.facts` that they name, the most that there may
# be with this request.
package daypass

wanted["quotas"] := "a list of `of` (`open_grants` or `requests_last_day`) and `most`, such as 3"

readable contains "quotas" if {
	is_array(settings.quotas)
	every quota in settings.quotas {
		object.keys(quota) == {"of", "most"}
		counted[quota.of]
		is_number(quota.most)
		quota.most > 0
	}
}

counted := {
	"open_grants": "open grants on this resource",
	"requests_last_day": "requests within 24 hours",
}

within_quotas if not "quotas" in switched_on

within_quotas if {
	every quota in settings.quotas {
		is_number(input.facts[quota.of])
		input.facts[quota.of] < quota.most
	}
}

deny contains $"You have {have} {what}, and more than {most} are not given. Wait, or end one that you no longer need." if {
	readable.quotas
	some quota in settings.quotas
	have := input.facts[quota.of]
	most := quota.most
	have >= most
	what := counted[quota.of]
}
