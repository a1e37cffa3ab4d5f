import { type Bug, inFile } from './bug.ts'

const decide = 'src/core/lifecycle/decide.ts'
const commands = 'src/core/lifecycle/read-commands.ts'
const leases = 'src/reconcile/request/apply/leases.ts'
const eligibility = 'src/reconcile/request/observe/eligibility.ts'

/** Access that outlives its end, or an end that is told and is none. */
export const endingBugs: readonly Bug[] = [
  ...inFile(
    decide,
    {
      name: 'time-ends-nothing',
      breaks: ['ends-in-time', 'nothing-stuck', 'proved', 'taken-back-ends'],
      from: "if (record.grant && now >= record.grant.ends) return beginEnd(record, now, 'time')",
      to: '',
    },
    {
      name: 'end-waits-for-github',
      breaks: ['ends-in-time'],
      from: "isTerminal(record.state) || record.state === 'ending' || (record.grant !== undefined && now >= record.grant.ends)",
      to: 'isTerminal(record.state)',
    },
    {
      name: 'kill-switch-is-not-told',
      breaks: ['taken-back-ends'],
      from: "if (seen.kind === 'handed-in') return beginEnd(record, now, 'revoked')",
      to: "if (seen.kind === 'handed-in') return [show]",
    },
    {
      name: 'gone-goes-on',
      breaks: ['taken-back-ends'],
      from: "if (seen.kind === 'gone') return vanish(record, now)",
      to: "if (seen.kind === 'gone') return [show]",
    },
  ),
  ...inFile(
    'src/core/lifecycle/timing/next-look.ts',
    {
      name: 'ending-gives-up',
      breaks: ['ends-in-time', 'nothing-stuck'],
      from: 'return earliest(record.probeAgain ?? pause, addSeconds(now, longestPause), overdueAt(record))',
      to: 'return record.tries > 4 || record.end?.overdue ? null : (record.probeAgain ?? pause)',
    },
    {
      name: 'membership-is-looked-at-once',
      breaks: ['taken-back-ends'],
      from: 'const membershipEvery = 15 * 60',
      to: 'const membershipEvery = 1500 * 60',
    },
    {
      name: 'undecided-for-ever',
      breaks: ['nothing-stuck', 'same-end'],
      from: "if (record.state === 'undecided') return pause",
      to: "if (record.state === 'undecided') return null",
    },
  ),
  ...inFile(
    commands,
    {
      name: 'done-is-not-heard',
      breaks: ['taken-back-ends'],
      from: "else if (name === 'done' || name === 'cancel')",
      to: "else if (name === 'cancel')",
    },
    {
      name: 'owner-cannot-revoke',
      breaks: ['taken-back-ends'],
      from: "else if (name === 'revoke' && hasSay)",
      to: "else if (name === 'revoke' && own)",
    },
    {
      name: 'closing-is-not-heard',
      breaks: ['taken-back-ends'],
      from: 'const leave = orders.leave ?? (seen.open ? undefined : closed(seen, requester))',
      to: 'const leave = orders.leave',
    },
  ),
  ...inFile('src/core/lifecycle/timing/back-off.ts', {
    name: 'pause-grows-for-ever',
    breaks: ['ends-in-time', 'nothing-stuck', 'shown', 'same-end', 'taken-back-ends'],
    from: 'return Math.min(longestPause, 2 ** Math.min(tries, 6))',
    to: 'return 2 ** Math.min(tries, 20)',
  }),
  ...inFile('src/core/lifecycle/timing/lapse.ts', {
    name: 'nothing-lapses',
    breaks: ['nothing-stuck'],
    from: 'return waits && lapsesAt !== undefined && now >= lapsesAt',
    to: 'return waits && lapsesAt === undefined',
  }),
  ...inFile(
    leases,
    {
      name: 'end-not-in-target',
      breaks: ['ends-in-time', 'nothing-stuck'],
      from: 'return connectorOf(grant).end(grant, lease, now())',
      to: 'return { effective: now() }',
    },
    {
      name: 'end-in-target-alone',
      breaks: ['ends-in-time', 'ended-is-refused', 'proved', 'nothing-stuck'],
      from: 'const { lease } = await grants.end(grant.id, now())',
      to: 'const lease = (await grants.find(grant.id))?.lease ?? null',
    },
    {
      name: 'target-before-ledger',
      breaks: ['intent-first'],
      from: '  const opened = await grants.open(key, grant)\n',
      to: '  await connector.begin(grant, {})\n  const opened = await grants.open(key, grant)\n',
    },
    {
      name: 'end-meanwhile-is-not-seen',
      breaks: ['ends-in-time', 'granted-once', 'nothing-stuck', 'stays-ended'],
      from: 'if ((await grants.find(grant.id))?.ended === null) return credential',
      to: 'if (opened) return credential',
    },
  ),
  ...inFile('src/reconcile/request/apply/end-proof.ts', {
    name: 'proof-without-a-probe',
    breaks: ['proved', 'ends-in-time'],
    from: 'const result = await noting(ports, claim, probeLease(ports, grant))',
    to: "const asking = await probeLease(ports, grant).catch(() => undefined)\n  const result = asking?.proved ? asking : { proved: true as const, proof: { how: 'refused' as const, at: ports.now().toISOString(), words: 'surely' } }",
  }),
  ...inFile('src/reconcile/request/observe/observe.ts', {
    name: 'deleted-is-not-gone',
    breaks: ['taken-back-ends'],
    from: "if (isDaypassError(error, 'GITHUB_GONE')) return { kind: 'gone' }",
    to: '',
  }),
  ...inFile(
    eligibility,
    {
      name: 'leaver-stays',
      breaks: ['taken-back-ends'],
      from: 'if (!told && now < (membershipDue(record) ?? now)) return undefined',
      to: 'return undefined',
    },
    {
      name: 'archived-goes-on',
      breaks: ['taken-back-ends'],
      from: "if (archived) return { ineligible: 'archived' }",
      to: '',
    },
    {
      name: 'public-goes-on',
      breaks: ['taken-back-ends'],
      from: "if (!isPrivate && !ports.allowPublic) return { ineligible: 'public' }",
      to: '',
    },
  ),
  ...inFile('src/reconcile/sweep-orphans.ts', {
    name: 'orphans-stay',
    breaks: ['ends-in-time'],
    from: 'if (listing.length === 0) return',
    to: 'if (listing.length > 0) return',
  }),
  ...inFile('src/connectors/token.ts', {
    name: 'token-outlives-the-grant',
    breaks: ['ended-is-refused'],
    from: 'const expiresAt = Math.min(issuedAt + longest, seconds(grant.ends))',
    to: 'const expiresAt = issuedAt + longest',
  }),
  ...inFile('src/connectors/status-lists.ts', {
    name: 'list-forgets-ends',
    breaks: ['ended-is-refused'],
    from: 'published: (statusIndex) => listOf(statusIndex).published(statusIndex % size),',
    to: "published: async () => 'valid',",
  }),
  ...inFile('src/core/lifecycle/timing/doubt.ts', {
    name: 'one-look-in-vain-is-enough',
    breaks: ['same-end'],
    from: 'return made >= reads && now >= addSeconds(since, seconds[of])',
    to: 'return made >= 1 && since <= now && seconds[of] > 0',
  }),
]
