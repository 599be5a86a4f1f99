let createdCount = 0;

/** The least that a provisioning cycle takes for an answer. */
export function bareAnswer(method: string, body: string): { readonly status: number; readonly text: string } {
  if (method === 'GET') return { status: 200, text: nobody };
  if (method !== 'POST') return { status: 204, text: '' };
  createdCount += 1;
  return { status: 201, text: `{"id":"${createdCount}",${body.slice(1)}` };
}

const nobody = JSON.stringify({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: 0,
  Resources: [],
  startIndex: 1,
  itemsPerPage: 0,
});
