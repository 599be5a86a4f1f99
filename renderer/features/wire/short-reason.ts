import type { ExchangeView } from '#shared/api/evidence-views.ts';
import type { RequestPurpose } from '#shared/trace/event.ts';
import { shownTarget } from './shown-target.ts';

const reasons: Readonly<Record<RequestPurpose, string>> = {
  'probe-users': 'Check: a user that cannot exist',
  'access-token': 'Access token for the client',
  'probe-groups': 'Check: a group that cannot exist',
  match: 'Match',
  'read-target': 'Read before update',
  create: 'Create: no match',
  update: 'Update: what changed',
  disable: 'Disable: left scope or blocked',
  delete: 'Delete: gone or out of scope',
  'reference-manager': 'Set manager',
  'reference-member-add': 'Add one member',
  'reference-member-remove': 'Remove one member',
  'clean-up': 'Clean up: made by this rehearsal',
  'read-schemas': 'Schemas of the target',
  'sent-again': 'Sent again by hand',
};

/** Why a request was sent, short enough for a column beside the object's name. */
export function shortReason({ purpose, target }: Pick<ExchangeView, 'purpose' | 'target'>): string {
  const attribute = purpose === 'match' ? /filter=(.+?) eq /.exec(shownTarget(target))?.[1] : undefined;
  return attribute === undefined ? reasons[purpose] : `Match by ${attribute}`;
}
