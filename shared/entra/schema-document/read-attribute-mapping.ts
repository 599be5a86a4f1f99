import { closest } from '#shared/kernel/closest.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { AttributeMapping, FlowType } from '../job-configuration.ts';
import { Members } from './members.ts';
import { readMappingSource, type SourceContext } from './read-mapping-source.ts';

export interface RowContext extends SourceContext {
  /** SCIM names of the attributes that a target of another kind shares with SCIM; null for a SCIM target. */
  readonly sharedNames: readonly string[] | null;
}

const FLOW_TYPES: readonly FlowType[] = ['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly'];
const PRECEDENCE_MAX = 100;
const NAME_LENGTH_MAX = 500;
const VALUE_LENGTH_MAX = 10_000;

/** One row. Microsoft Graph: attributeMapping. Null: it was reported why the row is left out or cannot be read. */
export function readAttributeMapping(row: JsonObject, place: string, context: RowContext): AttributeMapping | null {
  const members = new Members(row, place, context.report);
  const named = members.text('targetAttributeName');
  const targetAttributeName = named === '' ? null : readTarget(named, members, context);
  if (targetAttributeName === null) return null;
  const source = readMappingSource(members, context);
  const matchingPriority = members.integer('matchingPriority', 0, PRECEDENCE_MAX);
  const flowType = readFlowType(members, context);
  const defaultValue = members.optionalText('defaultValue');
  if (!members.isSound || source === null) return null;
  // The portal writes an empty default where there is none.
  const read = { targetAttributeName, source, matchingPriority, flowType, defaultValue: defaultValue || null };
  return hasFittingLengths(read, members, context) ? read : null;
}

/** The SCIM name of a target attribute; null: SCIM has no such attribute. */
function readTarget(name: string, members: Members, { sharedNames, report }: RowContext): string | null {
  if (sharedNames === null) return name;
  const shared = sharedNames.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (shared !== undefined) return shared;
  const nearest = closest(name, sharedNames);
  report({
    severity: 'left-out',
    place: members.at('targetAttributeName'),
    message: `"${shortened(name)}" is no SCIM attribute; a SCIM endpoint has no place for it.`,
    remedy: nearest === undefined ? 'The row is kept for export and not rehearsed.' : `Not rehearsed. SCIM has ${nearest}.`,
  });
  return null;
}

/** A kind that is not known is read as the portal shows it: Always. */
function readFlowType(members: Members, { report }: RowContext): FlowType {
  const named = members.optionalText('flowType') ?? 'Always';
  const known = FLOW_TYPES.find((candidate) => candidate === named);
  if (known !== undefined) return known;
  report({
    severity: 'note',
    place: members.at('flowType'),
    message: `The flow type "${shortened(named)}" is not known here.`,
    remedy: 'The row is rehearsed as Always, and exported as it was.',
  });
  return 'Always';
}

function hasFittingLengths(
  { targetAttributeName, source, defaultValue }: AttributeMapping,
  members: Members,
  context: RowContext,
): boolean {
  const texts = [
    ['targetAttributeName', targetAttributeName, NAME_LENGTH_MAX],
    ['defaultValue', defaultValue ?? '', VALUE_LENGTH_MAX],
    ['source', source.type === 'Constant' ? source.value : '', VALUE_LENGTH_MAX],
    ['source', source.type === 'Attribute' ? source.name : '', NAME_LENGTH_MAX],
  ] as const;
  for (const [name, text, max] of texts) {
    if (text.length <= max) continue;
    context.report({
      severity: 'refused',
      place: members.at(name),
      message: `Here stand ${text.length} characters; at most ${max} are read.`,
      remedy: 'Shorten the value.',
    });
    return false;
  }
  return true;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
