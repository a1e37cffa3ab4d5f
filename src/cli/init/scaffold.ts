/** What `daypass init` is told about the organisation. `team` without the organisation's name. */
export type Organisation = { issuer: string | undefined; organisation: string; team: string }

const quoted = (text: string): string => JSON.stringify(text)

/** A catalog that shows every field once. */
export function exampleCatalog({ organisation, team }: Organisation): string {
  return `# The resources that people may ask for. Every *.yml file in this directory counts; one resource stands in one file only.
# After a change, run \`daypass init --form\` so that the issue form offers what is here.
resources:
  - id: example-api                 # unique; lower-case letters, digits and hyphens
    title: Example API
    kind: api                       # api | function | database | team | repository | cloud-role
    sensitivity: low                # low | medium | high | critical; the policy decides what each means
    team: ${quoted(`@${organisation}/${team}`)}   # whose members may ask; leave it out: every member of the organisation
    environment: staging            # a free word
    connector: public-api           # a connector in the deployment file of your Daypass
    actions:
      read:  { scope: "example:read",  max_duration: 8h }
      write: { scope: "example:write", max_duration: 1h, sensitivity: high }
`
}

/** Who approves what: requests by resource, and the files that govern. */
export function codeOwners({ organisation, team }: Organisation, resources: readonly string[]): string {
  const owner = `@${organisation}/${team}`
  const requests = resources.map((id) => `/requests/${id}/ ${owner}`)
  return [
    '# Who approves requests: one line for each resource of the catalog.',
    ...requests,
    '',
    '# Who approves changes of the rules themselves.',
    ...['/.github/', '/catalog/', '/policies/'].map((path) => `${path} ${owner}`),
    '',
  ].join('\n')
}

export function settingsFile({ issuer }: Organisation): string {
  const line =
    issuer === undefined
      ? '# issuer: https://daypass.acme.example   # the address of your Daypass; `daypass open` needs it'
      : `issuer: ${quoted(issuer)}`
  return `# Settings of this access repository. They may tighten what the deployment allows, never loosen it.
${line}

ticket: optional            # off | optional | required: whether the form asks for a ticket; the policy wants one for what is critical
# urgency: optional         # off | optional: whether the form lets people say that it is an emergency
# max_duration: 8h          # the longest grant here, whatever the policy says
# lapse_after: 12h          # how long a request waits for its approvals
# escalate_to: ["@your-organisation/leads"]  # called with the one reminder, when half of that time is over; they get no say by it
# member_for: 7d            # how long somebody must have been in a team before they count as one of it for an approval
# open_requests_per_person: 10
`
}

/** Issues without a form are no requests: GitHub offers none. */
export const issueChooser = `# Requests are made with the form; GitHub offers no blank issue beside it.
blank_issues_enabled: false
`

export function readme({ organisation }: Organisation): string {
  return `# Access

Ask here for access to something of ${organisation}'s, for one purpose and a short time.

1. Open an issue with the form **Access request** and say what you need, for how long and why.
2. Daypass answers in the issue: access is given, or it needs somebody's approval, or it is denied and the answer says which rule.
3. When it is ready, open your credential with Daypass's command line (whoever runs Daypass says how to install it) and the SSH key
   that is on your GitHub account:

   \`\`\`
   daypass open <address of your issue>
   \`\`\`

Done early? Comment \`/done\`. Need longer? \`/extend 1h <why>\`. Access ends by itself.

| | |
|---|---|
| \`catalog/\` | what can be asked for |
| \`policies/\` | the rules, as code with tests |
| \`capabilities.json\` | what the rules may call: \`opa test --capabilities capabilities.json policies/\`; \`daypass policy check\` says more |
| \`.github/CODEOWNERS\` | who approves |
| \`.github/daypass.yml\` | settings |

Change them by pull request. The issue form is generated from the catalog: run \`daypass init --form\` after changing it.
The branches \`requests\` and \`daypass/**\` are written by Daypass alone: a ruleset restricts creations, updates and deletions there,
with the app as the only one in its bypass list. The default branch, where the rules live, is protected by another, with nobody in
its bypass list. \`daypass doctor\` checks both.
`
}
