import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

export interface ForeignServer {
  readonly tenantUrl: string;
  readonly users: ReadonlyMap<string, StoredResource>;
  readonly groups: ReadonlyMap<string, StoredResource>;
  close(): Promise<void>;
}

type StoredResource = Readonly<Record<string, unknown>> & { readonly id: string };

/** A SCIM service provider that nobody here wrote: scimmy-routers on express, its handlers over two maps, on loopback. */
export async function startForeignServer(token: string): Promise<ForeignServer> {
  const users = new Map<string, StoredResource>();
  const groups = new Map<string, StoredResource>();
  declareResource(SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false), users);
  declareResource(SCIMMY.Resources.Group, groups);
  const app = express();
  app.use(
    '/scim',
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request) => {
        if (request.header('Authorization') !== `Bearer ${token}`) throw new Error('The bearer token is not known.');
        return 'entra';
      },
    }),
  );
  const server = http.createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    tenantUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`,
    users,
    groups,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Handled {
  readonly id?: string;
  readonly filter?: { match(values: readonly object[]): object[] };
}

/** The part of a resource type that an implementer fills in; scimmy's own types ask for each schema's class. */
interface ResourceType {
  ingress(handler: (resource: Handled, instance: object) => StoredResource): ResourceType;
  egress(handler: (resource: Handled) => object | object[]): ResourceType;
  degress(handler: (resource: Handled) => void): ResourceType;
}

let created = 0;

function declareResource(resourceType: unknown, stored: Map<string, StoredResource>): void {
  const found = (id: string): StoredResource => {
    const resource = stored.get(id);
    if (resource === undefined) throw new SCIMMY.Types.Error(404, null as never, `Resource ${id} not found`);
    return resource;
  };
  (resourceType as ResourceType)
    .ingress(({ id }, instance) => {
      created += id === undefined ? 1 : 0;
      const resource = { ...JSON.parse(JSON.stringify(instance)), id: id ?? `foreign-${created}` } as StoredResource;
      stored.set(resource.id, resource);
      return resource;
    })
    .egress(({ id, filter }) => {
      if (id !== undefined) return found(id);
      return filter === undefined ? [...stored.values()] : filter.match([...stored.values()]);
    })
    .degress(({ id }) => {
      stored.delete(found(id ?? '').id);
    });
  SCIMMY.Resources.declare(resourceType as never);
}
