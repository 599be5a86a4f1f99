import type { FoundObjectView, FoundResourceView, WorkspaceFindingsView } from '#shared/api/workspace-views.ts';
import { outcomeWords } from '../components/outcome-words.ts';
import { say } from './messages.ts';
import type { PaletteEntry } from './palette-entry.ts';

const peopleMax = 4;

/** People of both sides with what can be asked of them, and an exchange. `appId`: the application that is open. */
export function foundEntries(
  { objects, resources, exchange }: WorkspaceFindingsView,
  appId: string | undefined,
): readonly PaletteEntry[] {
  return [
    ...(exchange === null ? [] : [exchangeEntry(exchange)]),
    ...objects.slice(0, peopleMax).map(objectEntry),
    ...objects.slice(0, 1).flatMap((object) => questionsAbout(object, appId)),
    ...resources.slice(0, peopleMax).map(resourceEntry),
  ];
}

function objectEntry(object: FoundObjectView): PaletteEntry {
  const { objectId, type, displayName, lastOutcome, counterpart } = object;
  const where = say(type === 'User' ? 'person.tenant.user' : 'person.tenant.group');
  return {
    key: `tenant ${objectId}`,
    kind: type === 'User' ? 'user' : 'group',
    title: displayName,
    detail: lastOutcome === null ? where : `${where} · ${outcomeWords(lastOutcome).words}`,
    href: routeOfObject(type, objectId),
    otherHref: counterpart === null ? undefined : routeOfResource({ ...counterpart, type, displayName }),
  };
}

function resourceEntry({
  directoryId,
  directoryName,
  type,
  resourceId,
  displayName,
  counterpart,
}: FoundResourceView): PaletteEntry {
  return {
    key: `receiver ${directoryId} ${resourceId}`,
    kind: type === 'User' ? 'user' : 'group',
    title: displayName,
    detail: say('person.receiver', { directory: directoryName }),
    href: routeOfResource({ directoryId, type, resourceId, displayName }),
    otherHref: counterpart === null ? undefined : routeOfObject(type, counterpart.objectId),
  };
}

function questionsAbout(object: FoundObjectView, appId: string | undefined): readonly PaletteEntry[] {
  const { objectId, displayName: name } = object;
  if (appId === undefined) return [];
  return [
    {
      key: `explain ${objectId}`,
      kind: 'explain',
      title: questionAbout(object),
      detail: '',
      href: `/explain/${objectId}?app=${appId}`,
    },
    {
      key: `demand ${objectId}`,
      kind: 'run',
      title: say('run.demand', { name }),
      detail: '',
      href: `/entra/apps/${appId}/on-demand/${objectId}`,
    },
    {
      key: `compare ${objectId}`,
      kind: 'explain',
      title: say('run.compare', { name }),
      detail: '',
      href: `/compare/${objectId}?app=${appId}`,
    },
  ];
}

/** The question a person would ask after what happened last. */
function questionAbout({ displayName: name, lastOutcome }: FoundObjectView): string {
  if (lastOutcome === null) return say('why.none', { name });
  const { action, status } = lastOutcome;
  if (status === 'skipped') return say('why.skipped', { name });
  if (status === 'success' || status === 'warning') {
    if (action === 'create') return say('why.created', { name });
    if (action === 'disable') return say('why.disabled', { name });
    return action === 'delete' ? say('why.deleted', { name }) : say('why.updated', { name });
  }
  if (action === 'create') return say('why.create', { name });
  if (action === 'disable') return say('why.disable', { name });
  return action === 'delete' ? say('why.delete', { name }) : say('why.update', { name });
}

function exchangeEntry({
  sequence,
  method,
  target,
  status,
  identityName,
}: NonNullable<WorkspaceFindingsView['exchange']>): PaletteEntry {
  return {
    key: `exchange ${sequence}`,
    kind: 'exchange',
    title: `${sequence} ${method} ${target}${status === null ? '' : ` → ${status}`}`,
    detail: identityName ?? '',
    href: `/wire/${sequence}`,
  };
}

function routeOfObject(type: 'User' | 'Group', objectId: string): string {
  return `/entra/${type === 'User' ? 'users' : 'groups'}/${objectId}`;
}

/** The list is narrowed to the name, so that the resource is among the first however many there are. */
function routeOfResource({
  directoryId,
  type,
  resourceId,
  displayName,
}: Pick<FoundResourceView, 'directoryId' | 'type' | 'resourceId' | 'displayName'>): string {
  const query = new URLSearchParams({
    ...(type === 'Group' ? { tab: 'groups' } : {}),
    search: displayName,
    resource: resourceId,
  });
  return `/recv/dirs/${directoryId}?${query}`;
}
