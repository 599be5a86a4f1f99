import { provisioningErrorNamed, provisioningErrors } from '#shared/entra/provisioning-error.ts';
import type { ProvisioningErrorDefinition } from '#shared/entra/provisioning-error-row.ts';
import { codeOfStatus, SCIM_PREFIX } from '#shared/entra/provisioning-error-status.ts';
import { isOfJob, type PastedFacts, pastedFacts, withoutAnswer } from './pasted-error-facts.ts';
import { pastedSentences } from './pasted-error-sentences.ts';

/** What a text from a portal, a provisioning log or an e-mail is about. */
export interface PastedError {
  /** Most telling first; empty where nothing is recognised. */
  readonly findings: readonly PastedFinding[];
  readonly facts: PastedFacts;
}

export interface PastedFinding {
  readonly definition: ProvisioningErrorDefinition;
  /** The words by which it was recognised, as they stand in the text. */
  readonly matched: string;
  readonly by: 'code' | 'sentence' | 'status';
  /** The story that shows just this; null where no rehearsal shows it. */
  readonly storyId: string | null;
}

/** What is longer is looked at up to here. */
export const PASTED_LENGTH_MAX = 50_000;

/**
 * Recognises the codes of the catalogue, with the prefix of a gallery connector or without that of SCIM, the sentences that are
 * published with them, and statuses. The text goes nowhere, and no more of it is answered than the parts that are named.
 */
export function recognizePastedError(pasted: string): PastedError {
  const text = pasted.slice(0, PASTED_LENGTH_MAX);
  const facts = pastedFacts(text);
  const named = [...codesIn(withoutAnswer(text)), ...sentencesIn(text)];
  const found = named.length > 0 ? named : statusIn(text, facts);
  return { findings: distinct(found), facts };
}

/** Words that stand in prose and in front of a status, too: only in their own spelling, and not where they name a status. */
const PLAIN_WORD = /^[A-Z][a-z]+$/;
const BEFORE_STATUS = /status\s?code"?\s*[:=]\s*"?$/i;

function codesIn(text: string): readonly PastedFinding[] {
  const isJob = isOfJob(text);
  const found: (PastedFinding & { readonly isField: boolean })[] = [];
  for (const { 0: matched, index } of text.matchAll(/[A-Za-z][A-Za-z0-9]{4,119}/g)) {
    const before = text.slice(Math.max(0, index - 24), index);
    if (BEFORE_STATUS.test(before)) continue;
    const definition = definitionOf(matched, isJob);
    if (definition === undefined) continue;
    if (PLAIN_WORD.test(definition.code) && definition.code !== matched) continue;
    const isField = /(?:error\s?code|code|reason)"?\s*[:=]\s*"?$/i.test(before);
    found.push({ definition, matched, by: 'code', storyId: storyOf(definition), isField });
  }
  return found.sort((a, b) => Number(b.isField) - Number(a.isField)).map(({ isField: _, ...finding }) => finding);
}

/** By the whole word, without the prefix of SCIM jobs, or behind the prefix of a gallery connector (`BoxEntryConflict`). */
function definitionOf(word: string, isJob: boolean): ProvisioningErrorDefinition | undefined {
  const code = [word, `${SCIM_PREFIX}${word}`, suffixOf(word)].find(
    (candidate) => candidate !== undefined && provisioningErrorNamed(candidate) !== undefined,
  );
  if (code === undefined) return undefined;
  return (isJob ? provisioningErrorNamed(code, 'job') : undefined) ?? provisioningErrorNamed(code);
}

function suffixOf(word: string): string | undefined {
  return suffixes.find((code) => word.length > code.length && word.endsWith(code));
}

const suffixes = [...new Set(provisioningErrors.map(({ code }) => code))].sort((a, b) => b.length - a.length);

function sentencesIn(text: string): readonly PastedFinding[] {
  return pastedSentences.flatMap(({ pattern, code, level, storyId }) => {
    const matched = pattern.exec(text)?.[0];
    if (matched === undefined) return [];
    const isJob = level === 'object' && isOfJob(text);
    const definition = provisioningErrorNamed(code, isJob ? 'job' : level) ?? provisioningErrorNamed(code, level);
    return definition === undefined
      ? []
      : [{ definition, matched, by: 'sentence' as const, storyId: storyId ?? storyOf(definition) }];
  });
}

function statusIn(text: string, { status, statusText }: PastedFacts): readonly PastedFinding[] {
  if (status === null) return [];
  const definition = isOfJob(text) ? ofProbe(status) : ofWrite(status);
  return definition === undefined
    ? []
    : [{ definition, matched: statusText ?? String(status), by: 'status', storyId: storyOf(definition) }];
}

function ofProbe(status: number): ProvisioningErrorDefinition | undefined {
  const suffix =
    status === 401 || status === 403
      ? 'CredentialValidationFailure'
      : status === 404
        ? 'ServiceIncompatible'
        : 'InvalidCredentials';
  return provisioningErrorNamed(`${SCIM_PREFIX}${suffix}`, 'job');
}

function ofWrite(status: number): ProvisioningErrorDefinition | undefined {
  const code = codeOfStatus(status, 'write');
  return code === null ? undefined : provisioningErrorNamed(code, 'object');
}

/** Of a code that a rehearsal never gives, the story of the one in whose place it stands. */
function storyOf({ storyId, shownAs }: ProvisioningErrorDefinition): string | null {
  return storyId ?? (shownAs === null ? null : (provisioningErrorNamed(shownAs)?.storyId ?? null));
}

/** Each definition once; a sentence that says more than its code lends it its story. */
function distinct(findings: readonly PastedFinding[]): readonly PastedFinding[] {
  const kept = new Map<ProvisioningErrorDefinition, PastedFinding>();
  for (const finding of findings) {
    const known = kept.get(finding.definition);
    const isSharper = known?.by === 'code' && finding.by === 'sentence';
    kept.set(finding.definition, known === undefined ? finding : isSharper ? { ...known, storyId: finding.storyId } : known);
  }
  return [...kept.values()];
}
