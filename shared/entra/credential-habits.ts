import type { HabitRow } from './habits.ts';

const TUTORIAL = 'Microsoft: use-scim-to-provision-users-and-groups';

/** Habits of the credentials: what is sent as `Authorization`, and where it comes from. */
export const credentialHabits = [
  {
    id: 'client-credentials-location',
    sentence:
      'With the OAuth 2 client credentials grant, identifier and secret go to the token endpoint in an HTTP Basic header or as fields of the form. Where neither was chosen, the connection test fails with “Supported CredentialLocationInRequest is required”.',
    evidence: 'documented',
    source: `${TUTORIAL}; Microsoft Graph: credentialLocationInRequest; the sentence: a root cause analysis of provisioning support`,
    decidedBy: 'Credential location of the connection',
  },
  {
    id: 'access-token-renewal',
    sentence:
      'An access token is checked before each cycle, and renewed where it has expired. One that expires in the middle of a cycle is not renewed before the next one: the requests after it are answered 401.',
    evidence: 'inferred',
    source: `${TUTORIAL}, which says so of the authorization code grant; that it is the same with client credentials is our reading. The margin of one minute is ours`,
    defaultSetting: 'before a cycle, a minute ahead',
  },
  {
    id: 'blank-secret-token',
    sentence:
      'Where the secret token is blank, the service sends a signed token of its own with the audience 8adf8e6e-67b2-4cf2-a259-e3dc5476c621. Here it comes from an issuer of this rehearsal, says so, and its keys are served by the bundled server; on the command line nothing is sent.',
    evidence: 'documented',
    source: `${TUTORIAL}; an older token: azure-docs issue 21660`,
    defaultSetting: 'a token of our own issuer',
  },
] as const satisfies readonly HabitRow[];
