import type { Narrator } from './narrator.ts'
import type { Stage } from './stage.ts'

/** Prints where everything is and what to try next, for `npm run demo -- --stay`. */
export function explainStay(stage: Stage, say: Narrator): void {
  const { github, application, server, home } = stage
  const rita = github.as('rita')
  const repository = `${github.repository.owner}/${github.repository.name}`
  say.quote(
    [
      `GitHub       ${github.url}/${repository}/issues/1`,
      `Daypass      ${server.url}   (keys: /.well-known/jwks.json)`,
      `Application  ${application.url}/orders`,
      `rita's home  ${home}`,
      '',
      'In another terminal, as rita:',
      `  export HOME=${home} GITHUB_TOKEN=${rita.token} GITHUB_API_URL=${github.url}`,
      `  node bin/daypass.js open ${github.url}/${repository}/issues/1`,
      `  curl -H "authorization: Bearer $(node bin/daypass.js token ${github.url}/${repository}/issues/1)" ${application.url}/orders`,
      'With stock age, from the issue as it was posted:',
      `  curl -s -H "authorization: Bearer $GITHUB_TOKEN" ${github.url}/repos/${repository}/issues/1/comments | \\`,
      `    python3 -c 'import json,sys,re; print(re.search(r"-----BEGIN AGE.*?END AGE[^\\n]*", json.load(sys.stdin)[0]["body"], re.S)[0])' | \\`,
      `    age -d -i ${home}/.ssh/id_ed25519`,
      'End it early:',
      `  curl -X POST -H "authorization: Bearer $GITHUB_TOKEN" ${github.url}/repos/${repository}/issues/1/comments -d '{"body":"/done"}'`,
      '',
      'Ctrl-C stops all of it.',
    ].join('\n'),
    '\n   Everything keeps running:',
  )
}
