/** What is known of access that was given in an emergency, whoever looks for what a person owes. */
export const debts = [
  'alter table daypass.requests add column owes_since timestamptz, add column broke_glass timestamptz',
  `create index requests_by_emergency on daypass.requests (repository, requester) where broke_glass is not null`,
]
