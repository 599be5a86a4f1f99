import { say } from '../../app/messages.ts';

/** What stands above the title of a scenario. */
export const scenariosPath = [{ label: say('nav.bench') }, { label: say('nav.scenarios'), href: '/scenarios' }];

/** The page of a scenario; its file may lie in a folder below. */
export function scenarioRoute(id: string): string {
  return `/scenarios/${id.split('/').map(encodeURIComponent).join('/')}`;
}

/** What stands behind `/scenarios/`. */
export function scenarioIdOf(rest: string): string {
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}
