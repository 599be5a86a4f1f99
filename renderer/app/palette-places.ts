import type { ApplicationView } from '#shared/api/application-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { lettersTo } from './frame-keys.ts';
import { type PlainKey, say } from './messages.ts';
import type { PaletteEntry } from './palette-entry.ts';

interface Surroundings {
  readonly apps: readonly ApplicationView[];
  /** Its pages come first, and have the keys. */
  readonly openAppId: string | undefined;
  readonly directories: readonly Pick<DirectoryView, 'id' | 'name' | 'organizationName'>[];
}

/** Every screen that can be named, the open application's first. */
export function palettePlaces({ apps, openAppId, directories }: Surroundings): readonly PaletteEntry[] {
  const ordered = [...apps].sort((a, b) => Number(b.id === openAppId) - Number(a.id === openAppId));
  return [
    ...ordered.flatMap((app) => blades.map(([blade, message]) => bladeEntry(app, blade, message, app.id === openAppId))),
    place('/home', 'nav.home', '', lettersTo('home')),
    place('/entra/users', 'nav.users', say('nav.entra'), lettersTo('users')),
    place('/entra/users/deleted', 'place.deleted', say('nav.entra')),
    place('/entra/groups', 'nav.groups', say('nav.entra'), lettersTo('groups')),
    place('/entra/apps', 'nav.apps', say('nav.entra'), lettersTo('apps')),
    place('/wire', 'nav.wire', '', lettersTo('wire')),
    place('/wire/step', 'place.step', say('nav.wire')),
    place('/recv/orgs', 'nav.organizations', say('nav.receiver'), lettersTo('organizations')),
    place('/recv/dirs', 'nav.directories', say('nav.receiver'), lettersTo('directories')),
    place('/recv/events', 'nav.events', say('nav.receiver')),
    place('/recv/webhooks', 'nav.webhooks', say('nav.receiver')),
    place('/recv/api-keys', 'nav.keys', say('nav.receiver')),
    ...directories.map(
      ({ id, name, organizationName }): PaletteEntry => ({
        key: `go /recv/dirs/${id}`,
        kind: 'go',
        title: name,
        detail: `${say('nav.receiver')} › ${organizationName}`,
        href: `/recv/dirs/${id}`,
      }),
    ),
    place('/scenarios', 'nav.scenarios', say('nav.bench')),
    place('/explain', 'nav.explain', say('nav.bench')),
    place('/explain/error', 'error-text.place', say('nav.bench')),
    place('/recordings', 'nav.recordings', say('nav.bench')),
    place('/settings', 'nav.settings', '', lettersTo('settings')),
  ];
}

const blades = [
  ['overview', 'place.overview'],
  ['logs', 'place.logs'],
  ['on-demand', 'place.demand'],
  ['assignments', 'place.assignments'],
  ['mappings', 'place.mappings'],
  ['connectivity', 'place.connectivity'],
  ['plan', 'place.plan'],
  ['habits', 'place.habits'],
  ['audit', 'place.audit'],
] as const;

function bladeEntry(app: ApplicationView, blade: string, message: PlainKey, isOpen: boolean): PaletteEntry {
  const href = `/entra/apps/${app.id}/${blade}`;
  const keys = isOpen && (blade === 'overview' || blade === 'logs') ? lettersTo(blade) : undefined;
  return { key: `go ${href}`, kind: 'go', title: say(message), detail: app.name, keys, href };
}

function place(href: string, message: PlainKey, detail: string, keys?: string): PaletteEntry {
  return { key: `go ${href}`, kind: 'go', title: say(message), detail, keys, href };
}
