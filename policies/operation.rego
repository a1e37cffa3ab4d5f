# What access is for, where the catalog says that it is for one operation (`operation: migration`): the commit or the workflow run that the
# requester names. Its commit has to be on the default branch of its repository: there it came by the rules of that branch, while under the
# repository's name GitHub shows commits of forks, too.
package daypass

operation_landed if not resource.operation

operation_landed if {
	resource.operation
	input.facts.operation.on_default_branch == true
}

deny contains $"The commit of this `{resource.operation}` is not on the default branch of its repository. Merge it there, then open a new request." if {
	resource.operation
	not operation_landed
}
