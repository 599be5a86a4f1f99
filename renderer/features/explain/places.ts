import type { ExplainPlace } from '#shared/trace/explain-cause.ts';

interface Subject {
  readonly id: string;
  readonly type: 'User' | 'Group';
}

/** The address of a place that an explanation names. */
export function hrefOf(place: ExplainPlace, appId: string, { id, type }: Subject): string {
  const app = `/entra/apps/${appId}`;
  switch (place.kind) {
    case 'object':
      return objectHref({ id, type });
    case 'deleted-objects':
      return '/entra/users/deleted';
    case 'assignments':
      return `${app}/assignments`;
    case 'mapping':
      return `${app}/mappings/${type}`;
    case 'filter':
      return `${app}/mappings/${type}/scope`;
    case 'connectivity':
      return `${app}/connectivity`;
    case 'overview':
      return `${app}/overview`;
    case 'habits':
      return `${app}/habits`;
    case 'on-demand':
      return `${app}/on-demand/${id}`;
    case 'comparison':
      return compareHref(appId, id);
    case 'group':
      return objectHref({ id: place.id, type: 'Group' });
    case 'exchange':
      return `/wire/${place.sequence}`;
    case 'log':
      return `${app}/logs/${place.entryId}`;
  }
}

export function objectHref({ id, type }: Subject): string {
  return `/entra/${type === 'User' ? 'users' : 'groups'}/${id}`;
}

/** *Why?* about one object in one application. */
export function explainHref(appId: string, objectId: string): string {
  return `/explain/${encodeURIComponent(objectId)}?app=${encodeURIComponent(appId)}`;
}

/** *Compare sides* of one object in one application. */
export function compareHref(appId: string, objectId: string): string {
  return `/compare/${encodeURIComponent(objectId)}?app=${encodeURIComponent(appId)}`;
}

/** *Why?* as of a cycle that is over. */
export function pastHref(appId: string, objectId: string, changeId: string): string {
  return `${explainHref(appId, objectId)}&at=${encodeURIComponent(changeId)}`;
}

/** *Try*, with the form as a word asks for it. */
export function trialHref(appId: string, objectId: string, word: string): string {
  return `${explainHref(appId, objectId)}&try=${word}`;
}
