import type { HttpRequest, HttpResponse, ScimServer } from '../scim-server.ts';

/**
 * Gathers the requests that arrive in one turn of the event loop: what they change is committed once for all of them, before any of
 * them is answered. Alone, a request waits for nobody. Rejects with what the server threw.
 */
export function gatherRequests(server: ScimServer): (request: HttpRequest) => Promise<HttpResponse> {
  let gathered: Waiting[] = [];
  const answerAll = (): void => {
    const turn = gathered;
    gathered = [];
    try {
      const answers = server.handleTogether(turn.map(({ request }) => request));
      for (const [index, { resolve, reject }] of turn.entries()) {
        const answer = answers[index];
        if (answer === undefined || answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of turn) reject(error);
    }
  };
  return (request) =>
    new Promise((resolve, reject) => {
      if (gathered.length === 0) setImmediate(answerAll);
      gathered.push({ request, resolve, reject });
    });
}

interface Waiting {
  readonly request: HttpRequest;
  resolve(answer: HttpResponse): void;
  reject(error: unknown): void;
}
