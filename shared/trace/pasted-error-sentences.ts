import type { ProvisioningErrorDefinition } from '#shared/entra/provisioning-error-row.ts';
import { INCOMPATIBLE, SCIM_PREFIX } from '#shared/entra/provisioning-error-status.ts';

interface PastedSentence {
  readonly pattern: RegExp;
  readonly code: string;
  readonly level: ProvisioningErrorDefinition['level'];
  /** Where it tells more than its code does. */
  readonly storyId?: string;
}

/**
 * Sentences that are published with a code or in its place, the more particular ones first. Sources: captures of the portal, of
 * e-mails and of provisioning logs (Broadcom 430118; snipe-it 11913, 14138; bitwarden 7309; Budibase 15369; elastic/integrations).
 */
export const pastedSentences: readonly PastedSentence[] = [
  {
    pattern: /SCIM endpoint:\s*(?:<!doctype html|<html)/i,
    code: INCOMPATIBLE,
    level: 'object',
    storyId: 'sign-in-page',
  },
  {
    pattern: /not able to deserialize the resource/i,
    code: INCOMPATIBLE,
    level: 'object',
    storyId: 'answer-cut-off',
  },
  { pattern: /HTTP\/404 Not Found response was returned rather than the expected HTTP\/200/i, code: INCOMPATIBLE, level: 'job' },
  {
    pattern: /validate our authorization to access your application/i,
    code: `${SCIM_PREFIX}CredentialValidationFailure`,
    level: 'job',
  },
  {
    pattern: /appear to have entered invalid credentials|provide a valid tenant URL/i,
    code: `${SCIM_PREFIX}InvalidCredentials`,
    level: 'job',
  },
  {
    // "occured" is the portal's own spelling.
    pattern: /error occurr?ed while sending the request|CredentialLocationInRequest is required/i,
    code: `${SCIM_PREFIX}CredentialValidationUnavailable`,
    level: 'job',
  },
  {
    pattern: /unable to assign [^\r\n]{1,200} as the manager of/i,
    code: 'UnableToResolveReferenceAttributeValue',
    level: 'object',
    storyId: 'manager-unresolved',
  },
  {
    pattern: /unable to assign [^\r\n]{1,200} as the members? of/i,
    code: 'UnableToResolveReferenceAttributeValue',
    level: 'object',
    storyId: 'member-unresolved',
  },
  { pattern: /value of the property \S{1,200} is missing or invalid/i, code: 'AttributeValidationFailed', level: 'skip' },
  {
    pattern: /not assigned to the application\. If you did not expect|does not have required entitlement/i,
    code: 'NotEffectivelyEntitled',
    level: 'skip',
  },
  {
    pattern: /state of the entry in both the source and target systems already match/i,
    code: 'RedundantExport',
    level: 'skip',
  },
  { pattern: /Requested value '[^'\r\n]{1,100}' was not found/i, code: 'InternalError', level: 'job' },
  { pattern: /high number of errors/i, code: 'EncounteredEscrowProportionThreshold', level: 'quarantine' },
];
