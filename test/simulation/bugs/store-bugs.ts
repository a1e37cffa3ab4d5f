import { type Bug, inFile } from './bug.ts'

/** What the database must keep, whoever else writes. */
export const storeBugs: readonly Bug[] = [
  ...inFile('src/store/requests/saving.ts', {
    name: 'fence-opens-for-all',
    breaks: ['granted-once', 'trail', 'proved', 'nothing-stuck', 'one-lease', 'ends-in-time', 'same-end'],
    from: ' and r.fence = given.fence',
    to: '',
  }),
  ...inFile('src/store/database/claiming.ts', {
    name: 'claim-never-runs-out',
    breaks: ['nothing-stuck', 'ends-in-time', 'shown', 'proved', 'taken-back-ends', 'same-end'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
    from: "${column('claimed_until')} is null or ${column('claimed_until')} <= ${now}`",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
    to: "${column('claimed_until')} is null`",
  }),
  ...inFile('src/store/trail/append.ts', {
    name: 'chain-forks',
    breaks: ['trail'],
    from: 'hash = given.hash, at = given.at',
    to: 'at = given.at',
  }),
  {
    name: 'token-after-the-end',
    breaks: ['ended-is-refused'],
    replace: [
      {
        file: 'src/store/token-leases.ts',
        from: "    .where('ended', 'is', null)\n    .where('ends', '>', now)\n    .where(unlocked())",
        to: '    .where(unlocked())',
      },
      { file: 'src/connectors/token.ts', from: 'if (expiresAt <= issuedAt || !', to: 'if (!' },
    ],
  },
  ...inFile(
    'src/store/grants.ts',
    {
      name: 'end-moves',
      breaks: ['stays-ended', 'ended-is-refused'],
      from: 'update daypass.grants g set ended = coalesce(g.ended, given.at), renewal = null',
      to: 'update daypass.grants g set ended = case when g.ended is null then given.at end, renewal = null',
    },
    {
      name: 'extension-of-what-has-ended',
      breaks: ['ends-in-time', 'granted-once', 'proved'],
      from: "    .set({ ends: to.ends, digest: to.digest, policy: to.policy })\n    .where('id', '=', id)\n    .where('ended', 'is', null)",
      to: "    .set({ ends: to.ends, digest: to.digest, policy: to.policy, ended: null })\n    .where('id', '=', id)",
    },
  ),
  {
    name: 'lockdown-is-no-lock',
    breaks: ['locked-down'],
    replace: [
      {
        file: 'src/store/grants.ts',
        from: 'mayBegin: (access) => inStore(() => refuseLocked(db, access)),',
        to: 'mayBegin: async () => undefined,',
      },
      { file: 'src/store/grants.ts', from: '.$if(toLive, (one) => one.where(unlocked(grant))),', to: '' },
    ],
  },
  ...inFile('src/store/requests/enqueue.ts', {
    name: 'every-writer-is-the-last',
    breaks: ['asked'],
    from: '    .onConflict((conflict) => conflict.doNothing())\n    .execute()\n}\n',
    to: "    .onConflict((conflict) => conflict.doNothing())\n    .execute()\n  await trx.updateTable('hands').set({ person: wake.writtenBy.person }).where('issue', '=', wake.key.issue).execute()\n}\n",
  }),
]
