// The receiving side: organizations, directories, and what they were sent.
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { JsonObject } from '#shared/kernel/json.ts';
import { base, directoryId, none, page, paging } from './inputs.ts';
import type {
  CreatedDirectoryView,
  DirectoryEventView,
  DirectoryView,
  OrganizationView,
  ReceivedRequestView,
} from './receiver-views.ts';
import type { PageView } from './workspace-views.ts';

export const receiver = {
  organizations: base.input(none).output(type<readonly OrganizationView[]>()),
  createOrganization: base.input(z.object({ name: z.string().max(200) })).output(type<OrganizationView>()),
  directories: base.input(none).output(type<readonly DirectoryView[]>()),
  directory: base.input(z.object({ directoryId })).output(type<DirectoryView>()),
  createDirectory: base
    .input(
      z.object({
        organizationId: z.string().max(100),
        name: z.string().max(200),
        behaviour: z.enum(['strict', 'entra-ready']),
      }),
    )
    .output(type<CreatedDirectoryView>()),
  addToken: base.input(z.object({ directoryId })).output(type<CreatedDirectoryView>()),
  removeDirectory: base.input(z.object({ directoryId })).output(type<null>()),
  setBehaviour: base
    .input(z.object({ directoryId, tolerances: z.array(z.string().max(100)).max(100) }))
    .output(type<DirectoryView>()),
  tolerances: base.input(none).output(type<readonly { readonly id: string; readonly sentence: string }[]>()),
  resources: base.input(z.object({ directoryId, type: z.enum(['User', 'Group']), ...page })).output(type<PageView<JsonObject>>()),
  events: base.input(z.object({ directoryId, ...paging })).output(type<PageView<DirectoryEventView>>()),
  requests: base.input(z.object({ directoryId, ...paging })).output(type<PageView<ReceivedRequestView>>()),
};
