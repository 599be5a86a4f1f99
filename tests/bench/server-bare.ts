// The least a SCIM server can be: node:http, and the same ListResponse with one user to whatever is asked. Tells its parent the port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const text = JSON.stringify({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: 1,
  startIndex: 1,
  itemsPerPage: 1,
  Resources: [
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
      id: '5f1b3c52-93a5-4a4e-8e26-1a1c0a2fd0f3',
      externalId: 'person-1',
      meta: {
        resourceType: 'User',
        created: '2026-01-05T08:00:00.000Z',
        lastModified: '2026-01-05T08:00:00.000Z',
        location: 'http://127.0.0.1/scim/v2/larkfield/Users/5f1b3c52-93a5-4a4e-8e26-1a1c0a2fd0f3',
        version: 'W/"1"',
      },
      userName: 'person-1@larkfield.test',
      active: true,
      displayName: 'Person 1',
      emails: [{ primary: true, type: 'work', value: 'person-1@larkfield.test' }],
      name: { formatted: 'Person 1', familyName: '1', givenName: 'Person' },
      title: 'Engineer',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Department 1' },
    },
  ],
});
const headers = { 'Content-Type': 'application/scim+json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) };

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, headers).end(text));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
