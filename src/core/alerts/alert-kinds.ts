/**
 * `grave`: somebody has to look, whoever set this up; it goes somewhere without any set-up. `common`: it happens in a normal life, too, and
 * goes only where a route names it.
 */
export type Gravity = 'grave' | 'common'

type Kind = {
  gravity: Gravity
  /** What happened, in a few words. */
  title: string
  /** What happened, as a sentence. */
  what: string
  /** What to do now. */
  action: string
}

/** Every alert there is. What Daypass calls an alert, in code and in docs, is one of these. */
export const alertKinds = {
  'end-unproved': {
    gravity: 'grave',
    title: 'End not proved',
    what: 'Access was to end over 60 s ago, and its target has not shown that it did.',
    action: 'Read in the request what the target said last. Mend the connector, or take the access away in the target.',
  },
  'rules-not-in-force': {
    gravity: 'grave',
    title: 'Rules not in force',
    what: 'What the default branch says of policy, catalog, owners or settings is not in force: it cannot be used, or nobody has agreed to it.',
    action:
      'Run `daypass doctor`. Take the change back, mend it in a pull request, or let it in with `daypass policy release <digest>`.',
  },
  'rules-unjudged': {
    gravity: 'grave',
    title: 'Rules in force that nobody judged',
    what: 'Policy, catalog, owners or settings came into force without a pull request that Daypass judged and owners approved.',
    action:
      'Read the newest commits of the default branch. Protect it, and require the check of Daypass, so that such changes are held.',
  },
  // On plans without rules for branches it is always so: `daypass doctor` says it, and each trail.
  unguarded: {
    gravity: 'common',
    title: 'Approved while branches were unguarded',
    what: 'Access was approved while others than Daypass could write the branches in which approvals lie, or while nobody could tell.',
    action: 'Run `daypass doctor`, and put back the rules for `requests` and `daypass/**`. It is told once a day.',
  },
  'young-key': {
    gravity: 'grave',
    title: 'Key added after the request',
    what: 'A credential was sealed to an SSH key that came to the account of its requester after they had asked.',
    action: 'Ask the requester, by another way than GitHub, whether the key is theirs. If it is not: `/revoke`.',
  },
  tampering: {
    gravity: 'grave',
    title: 'Tampering',
    what: 'Somebody changed a comment, a label, a pull request or a file that Daypass alone writes.',
    action:
      'Read in the request what was changed; it was put back, or its votes are void. Find out who did it, and why.',
  },
  lockdown: {
    gravity: 'grave',
    title: 'Lockdown',
    what: 'An operator has locked down access: nothing within it begins, is extended or is renewed. Ends go on.',
    action: 'Wait for the operators, or ask them. `daypass lockdown --list` shows what is in force.',
  },
  'kill-switch': {
    gravity: 'grave',
    title: 'Kill switch',
    what: 'An operator has ended every grant, and locked down everything.',
    action: 'Find out why. `daypass lockdown --lift` lets requests begin again.',
  },
  'break-glass': {
    gravity: 'grave',
    title: 'Access in an emergency',
    what: 'Access was given in an emergency, before anybody approved it. A review is owed.',
    action: 'Read the request. Approve or decline in its pull request what was done.',
  },
  'first-at-high': {
    gravity: 'common',
    title: 'First use at high sensitivity',
    what: 'Somebody was given a resource of sensitivity high or critical that they never had within the last 90 days.',
    action: 'Look whether you expect this person there.',
  },
  burst: {
    gravity: 'common',
    title: 'Burst of requests',
    what: 'Somebody asked more than five times within an hour.',
    action: 'Look what they ask for. A script, or somebody who tries doors?',
  },
  'denied-then-allowed': {
    gravity: 'common',
    title: 'Denied, then allowed',
    what: 'Somebody was given a resource that was denied to them less than 24 h before.',
    action: 'Read both requests: what did they change, or what changed in the policy?',
  },
  'drill-failed': {
    gravity: 'grave',
    title: 'Fire drill failed',
    what: 'A fire drill failed: what is promised of ends does not hold at this connector.',
    action: 'Read what failed with `daypass doctor`. Until it passes, take its ends for unproved.',
  },
  'trail-behind': {
    gravity: 'grave',
    title: 'Trail behind its place',
    what: 'A checkpoint lies elsewhere that this trail does not have, or one that was placed is gone. In the first case nothing begins.',
    action: 'Run `daypass doctor`. Put the newest copy of the store back, or the branch of the checkpoints.',
  },
  'deliveries-failing': {
    gravity: 'grave',
    title: 'Webhook deliveries fail',
    what: 'GitHub could not deliver many webhooks. They are asked for again; until then Daypass knows late what people do.',
    action: 'Look into the deliveries of the App on GitHub, and whether it reaches this server. It is told once a day.',
  },
  'store-foreign': {
    gravity: 'grave',
    title: 'Another store looks after a request',
    what: 'GitHub shows a request that another store of this App looks after, or that this store has lost. Nothing begins here.',
    action:
      'See that one Daypass alone serves this App. Put the newest copy of the store back, or run `daypass adopt` where it is lost.',
  },
} as const satisfies Record<string, Kind>

export type AlertKind = keyof typeof alertKinds

export const alertNames = Object.keys(alertKinds) as AlertKind[]

export function isGrave(kind: AlertKind): boolean {
  return alertKinds[kind].gravity === 'grave'
}
