import type { Endpoint, Need } from './endpoint.ts'

const members: Need = { permission: 'members', level: 'read' }
const writeMembers: Need = { permission: 'members', level: 'write' }
const metadata: Need = { permission: 'metadata', level: 'read' }
const administration: Need = { permission: 'administration', level: 'read' }
const writeAdministration: Need = { permission: 'administration', level: 'write' }

const secrets: Need = { permission: 'secrets', level: 'read' }
const writeSecrets: Need = { permission: 'secrets', level: 'write' }
const environments: Need = { permission: 'environments', level: 'read' }
const writeEnvironments: Need = { permission: 'environments', level: 'write' }

/** Calls of a connector's own App, which alone may change who is in a team or on a repository, and what lies in secrets. By ids, which stay where names change hands. */
export const lendingEndpoints = {
  lendInstallation: { route: 'GET /app/installations/{installation_id}', as: 'app', lends: true },
  lendAccount: { route: 'GET /user/{account_id}', as: 'installation', lends: true },
  lendMember: { route: 'GET /orgs/{org}/memberships/{member}', as: 'installation', needs: members, lends: true },
  lentTeam: { route: 'GET /organizations/{org_id}/team/{team_id}', as: 'installation', needs: members, lends: true },
  lentChildren: {
    route: 'GET /organizations/{org_id}/team/{team_id}/teams',
    as: 'installation',
    needs: members,
    lends: true,
  },
  lentPeople: {
    route: 'GET /organizations/{org_id}/team/{team_id}/members',
    as: 'installation',
    needs: members,
    lends: true,
  },
  lentMembership: {
    route: 'GET /organizations/{org_id}/team/{team_id}/memberships/{username}',
    as: 'installation',
    needs: members,
    lends: true,
  },
  lendMembership: {
    route: 'PUT /organizations/{org_id}/team/{team_id}/memberships/{username}',
    as: 'installation',
    needs: writeMembers,
    repeatable: true,
    lends: true,
  },
  endMembership: {
    route: 'DELETE /organizations/{org_id}/team/{team_id}/memberships/{username}',
    as: 'installation',
    needs: writeMembers,
    repeatable: true,
    lends: true,
  },
  lentRepository: { route: 'GET /repositories/{id}', as: 'installation', needs: metadata, lends: true },
  lentCollaborators: {
    route: 'GET /repositories/{repository_id}/collaborators',
    as: 'installation',
    needs: metadata,
    lends: true,
  },
  lentPermission: {
    route: 'GET /repositories/{repository_id}/collaborators/{username}/permission',
    as: 'installation',
    needs: metadata,
    lends: true,
  },
  lentTeams: {
    route: 'GET /repositories/{repository_id}/teams',
    as: 'installation',
    needs: administration,
    lends: true,
  },
  lentInvitations: {
    route: 'GET /repositories/{repository_id}/invitations',
    as: 'installation',
    needs: administration,
    lends: true,
  },
  lendRole: {
    route: 'PUT /repositories/{repository_id}/collaborators/{username}',
    as: 'installation',
    needs: writeAdministration,
    repeatable: true,
    lends: true,
  },
  endRole: {
    route: 'DELETE /repositories/{repository_id}/collaborators/{username}',
    as: 'installation',
    needs: writeAdministration,
    repeatable: true,
    lends: true,
  },
  endInvitation: {
    route: 'DELETE /repositories/{repository_id}/invitations/{invitation_id}',
    as: 'installation',
    needs: writeAdministration,
    repeatable: true,
    lends: true,
  },
  repositorySecretKey: {
    route: 'GET /repositories/{repository_id}/actions/secrets/public-key',
    as: 'installation',
    needs: secrets,
    lends: true,
  },
  repositorySecret: {
    route: 'GET /repositories/{repository_id}/actions/secrets/{secret_name}',
    as: 'installation',
    needs: secrets,
    lends: true,
  },
  putRepositorySecret: {
    route: 'PUT /repositories/{repository_id}/actions/secrets/{secret_name}',
    as: 'installation',
    needs: writeSecrets,
    repeatable: true,
    lends: true,
  },
  removeRepositorySecret: {
    route: 'DELETE /repositories/{repository_id}/actions/secrets/{secret_name}',
    as: 'installation',
    needs: writeSecrets,
    repeatable: true,
    lends: true,
  },
  environmentSecretKey: {
    route: 'GET /repositories/{repository_id}/environments/{environment_name}/secrets/public-key',
    as: 'installation',
    needs: environments,
    lends: true,
  },
  environmentSecret: {
    route: 'GET /repositories/{repository_id}/environments/{environment_name}/secrets/{secret_name}',
    as: 'installation',
    needs: environments,
    lends: true,
  },
  putEnvironmentSecret: {
    route: 'PUT /repositories/{repository_id}/environments/{environment_name}/secrets/{secret_name}',
    as: 'installation',
    needs: writeEnvironments,
    repeatable: true,
    lends: true,
  },
  removeEnvironmentSecret: {
    route: 'DELETE /repositories/{repository_id}/environments/{environment_name}/secrets/{secret_name}',
    as: 'installation',
    needs: writeEnvironments,
    repeatable: true,
    lends: true,
  },
} as const satisfies Record<string, Endpoint>
