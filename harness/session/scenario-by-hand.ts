import { GROUP_URN, USER_URN } from '#shared/entra/target-attribute.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { ScenarioAction } from '#shared/scenario/scenario.ts';
import { PATCH_OP_URN, SCIM_MEDIA_TYPE, type ScimRequest } from '#shared/scim/message.ts';
import type { Transport } from '../ports/session-ports.ts';
import type { Obstacle } from './scenario-changes.ts';

type ByHandAction = Extract<ScenarioAction, { readonly kind: 'atTarget' }>;

interface Provisioned {
  readonly type: 'User' | 'Group';
  readonly targetId: string;
}

/** Changes the target behind the back of Entra, by requests that no trace shows. Ends at the first that the target refuses. */
export async function changeByHand(
  action: ByHandAction,
  world: { readonly way: Transport; readonly provisioned: (key: string) => Provisioned | undefined },
): Promise<readonly Obstacle[]> {
  const changes = Object.entries(action.changes).map(([key, attributes]) => ({ key, attributes }));
  const touched = [...changes.map(({ key }) => key), ...action.removed];
  const unknown = touched.filter((key) => world.provisioned(key) === undefined);
  if (unknown.length > 0) {
    return unknown.map((key) => ({
      message: `Nothing at the target is linked to "${key}".`,
      remedy: 'Run a cycle that provisions it first.',
    }));
  }
  const pathOf = (key: string): string => {
    const { type = 'User', targetId = '' } = world.provisioned(key) ?? {};
    return `/${type}s/${encodeURIComponent(targetId)}`;
  };
  const requests: readonly ScimRequest[] = [
    ...action.createdUsers.map((resource) => request('POST', '/Users', { schemas: [USER_URN], ...resource })),
    ...action.createdGroups.map((resource) => request('POST', '/Groups', { schemas: [GROUP_URN], ...resource })),
    ...changes.map(({ key, attributes }) => request('PATCH', pathOf(key), replaceAll(attributes))),
    ...action.removed.map((key) => request('DELETE', pathOf(key), null)),
  ];
  for (const each of requests) {
    const { outcome } = await world.way.send(each);
    if (outcome.kind === 'response' && outcome.response.status < 300) continue;
    return [{ message: `The target refused ${each.method} ${each.target}: ${answerOf(outcome)}`, remedy: 'Correct the step.' }];
  }
  return [];
}

function request(method: ScimRequest['method'], target: string, body: Json): ScimRequest {
  return { method, target, headers: body === null ? {} : { 'Content-Type': SCIM_MEDIA_TYPE }, body };
}

function replaceAll(attributes: JsonObject): Json {
  return { schemas: [PATCH_OP_URN], Operations: [{ op: 'replace', value: attributes }] };
}

function answerOf(outcome: Awaited<ReturnType<Transport['send']>>['outcome']): string {
  if (outcome.kind === 'failure') return outcome.failure.detail;
  const body = parseJson(outcome.response.text);
  return isJsonObject(body) && typeof body['detail'] === 'string' ? body['detail'] : `${outcome.response.status}`;
}
