import type { HttpRequest, HttpResponse, ScimServer } from '#server/scim-server.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

/** A server that also answers GET for documents that everybody may read, beside the directories it holds. */
export function withPublicDocuments(server: ScimServer, documentAt: (path: string) => JsonObject | undefined): ScimServer {
  const answerTo = ({ method, target }: HttpRequest): HttpResponse | undefined => {
    const found = documentAt(target.split('?')[0] ?? '');
    if (found === undefined) return undefined;
    if (method !== 'GET') return { status: 405, headers: { allow: 'GET', 'content-type': 'application/json' }, body: '{}' };
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(found) };
  };
  return {
    ...server,
    handle: (request) => answerTo(request) ?? server.handle(request),
    handleTogether: (requests) => {
      const answers = requests.map(answerTo);
      if (answers.every((answer) => answer === undefined)) return server.handleTogether(requests);
      const rest = server.handleTogether(requests.filter((_request, index) => answers[index] === undefined));
      let next = 0;
      return answers.map((answer) => answer ?? rest[next++] ?? new Error('Broken promise: each request is answered.'));
    },
  };
}
