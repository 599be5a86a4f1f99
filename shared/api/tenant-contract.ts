// The simulated tenant: users and groups.
import { type } from '@orpc/contract';
import { z } from 'zod';
import { base, none, objectId, page } from './inputs.ts';
import type {
  SampleTenantView,
  TenantGroupView,
  TenantImportView,
  TenantUserDetailView,
  TenantUserRowView,
} from './tenant-views.ts';
import type { PageView } from './workspace-views.ts';

const attributes = z.record(
  z.string().max(200),
  z.union([z.string().max(10_000), z.boolean(), z.array(z.string().max(10_000)).max(1000)]),
);
const userFilter = {
  account: z.enum(['any', 'enabled', 'blocked']).default('any'),
  department: z.string().max(1000).nullable().default(null),
  mail: z.enum(['any', 'none']).default('any'),
  /** In whatever application: waits for a retry, has a resource in a target, has none. */
  target: z.enum(['any', 'failed', 'linked', 'unlinked']).default('any'),
};

export const tenant = {
  samples: base.input(none).output(type<readonly SampleTenantView[]>()),
  /** Replaces the tenant; refused while a job is on. */
  loadSample: base.input(z.object({ sampleId: z.string().max(100) })).output(type<TenantImportView>()),
  importFile: base
    .input(
      z.object({
        format: z.enum(['csv', 'yaml']),
        text: z.string().max(30_000_000),
        makesUpMailNickname: z.boolean().default(false),
        mode: z.enum(['replace', 'merge']).default('replace'),
      }),
    )
    .output(type<TenantImportView>()),
  users: base
    .input(z.object({ ...page, isDeleted: z.boolean().default(false), ...userFilter }))
    .output(type<PageView<TenantUserRowView>>()),
  /** What users have as department, each once, by name. */
  departments: base.input(none).output(type<readonly string[]>()),
  /** Invented people and groups; the same seed gives the same. `replace` is refused while a job is on. */
  generate: base
    .input(
      z.object({
        userCount: z.number().int().min(1).max(100_000),
        seed: z.string().trim().min(1).max(100),
        mode: z.enum(['replace', 'merge']).default('merge'),
        hasGroups: z.boolean().default(true),
        guestPercent: z.number().min(0).max(100).default(3),
        withoutMailPercent: z.number().min(0).max(100).default(4),
      }),
    )
    .output(type<TenantImportView>()),
  user: base.input(z.object({ objectId })).output(type<TenantUserDetailView>()),
  createUser: base
    .input(z.object({ attributes, managerId: objectId.nullable().default(null) }))
    .output(type<TenantUserDetailView>()),
  /** A null attribute is cleared; one that is left out stays. */
  updateUser: base
    .input(
      z.object({
        objectId,
        attributes: z.record(z.string().max(200), z.union([z.string().max(10_000), z.boolean(), z.null()])),
        managerId: objectId.nullable().optional(),
      }),
    )
    .output(type<TenantUserDetailView>()),
  softDelete: base.input(z.object({ objectId })).output(type<null>()),
  restore: base.input(z.object({ objectId })).output(type<null>()),
  hardDelete: base.input(z.object({ objectId })).output(type<null>()),
  groups: base.input(z.object(page)).output(type<PageView<TenantGroupView>>()),
  group: base.input(z.object({ objectId })).output(type<TenantGroupView>()),
  createGroup: base.input(z.object({ displayName: z.string().max(300) })).output(type<TenantGroupView>()),
  renameGroup: base.input(z.object({ objectId, displayName: z.string().max(300) })).output(type<TenantGroupView>()),
  addMember: base.input(z.object({ groupId: objectId, memberId: objectId })).output(type<TenantGroupView>()),
  removeMember: base.input(z.object({ groupId: objectId, memberId: objectId })).output(type<TenantGroupView>()),
  /** A dynamic group: members are the users whose attribute equals the value. Null makes it an assigned group again. */
  setMembershipRule: base
    .input(
      z.object({
        objectId,
        rule: z.object({ attribute: z.string().min(1).max(200), value: z.string().max(1000) }).nullable(),
      }),
    )
    .output(type<TenantGroupView>()),
};
