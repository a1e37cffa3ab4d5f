import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { type ImportOptions, importCatalog } from './import.ts'

/** `daypass catalog …`. */
export function addCatalogCommand(program: Command, deps: CliDeps, answer: (exitCode: number) => void): void {
  program
    .command('catalog')
    .description('let a catalog grow with what there is')
    .command('import')
    .description(
      'propose what an API, a connector or deployments offer and the catalog does not have yet; 1: nothing is new',
    )
    .argument('<kind>', 'openapi, deployments, or a kind of connector whose roles say what there is: postgres, github')
    .argument('[file]', 'with openapi: the description of the API, in JSON or YAML')
    .option('--connector <name>', 'the connector that gives access to it')
    .option('--team <name>', 'whose members may ask, as @organisation/team')
    .option('--no-look', 'with a connector: take the word of the deployment file, and do not ask the server or GitHub')
    .option('--directory <path>', 'where the access repository is checked out', '.')
    .option(
      '--into <file>',
      'write a new file below catalog/ instead of printing it; with --pull-request the file for what is new',
    )
    .option(
      '--pull-request [repository]',
      'propose it as a pull request of this access repository, with your GitHub token; 0: also where nothing is new',
    )
    .option('--again', 'with --pull-request: also propose what was declined before')
    .option('--repository <name>', 'with deployments: the repository that is deployed, as owner/name')
    .option('--template <id>', 'with deployments: the resource that entries are copies of')
    .option('--environments <pattern>', "with deployments: which environments are ephemeral, such as 'preview-*'")
    .option('--days <number>', 'with deployments: for how many days an entry is made at most', '7')
    .option('--json', 'answer as JSON')
    .action(async (kind: string, file: string | undefined, options: ImportOptions) =>
      answer(await importCatalog(deps, kind, file, options)),
    )
}
