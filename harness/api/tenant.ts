import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SampleTenantView, TenantImportView } from '#shared/api/tenant-views.ts';
import { sourceAttributeNames } from '#shared/entra/source-catalogue.ts';
import { displayNameOf, type SourceValue, type TenantGroup, type TenantObject, type TenantUser } from '#shared/entra/tenant.ts';
import { closest } from '#shared/kernel/closest.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { parseEntraCsv } from '../tenant-files/entra-csv.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, found, nameOf, orRefuse, refusal } from './implementer.ts';
import { generateInto } from './tenant-generate.ts';
import { listUsers } from './tenant-list.ts';
import { groupOf, groupRowViews, groupView, userDetailView, userOf, userRowViews } from './tenant-views.ts';

/** The simulated tenant: people, groups, and what an administrator does to them between two cycles. */
export function tenantHandlers(parts: WorkspaceParts, samplesFolder: string) {
  const { tenant } = parts.db;
  const changed = () => parts.live.changed('tenant', 'apps');
  const refuseWhileOn = () => {
    const busy = parts.document.value.applications.find(({ job }) => job.isOn);
    if (busy === undefined) return;
    throw refusal({
      place: 'Tenant',
      message: `Provisioning of ${busy.name} is on: replacing the tenant now would look like deleting everybody.`,
      remedy: 'Stop provisioning first.',
    });
  };
  const bring = (objects: readonly TenantObject[], mode: 'replace' | 'merge', notes: readonly string[]): TenantImportView => {
    if (mode === 'replace') {
      refuseWhileOn();
      tenant.clear();
    }
    tenant.putAll(objects);
    changed();
    return {
      importedUserCount: objects.filter(({ type }) => type === 'User').length,
      importedGroupCount: objects.filter(({ type }) => type === 'Group').length,
      notes,
    };
  };
  const put = (object: TenantObject, change: 'created' | 'updated' | 'softDeleted' | 'restored') => {
    tenant.put(object, change);
    changed();
  };
  const objectOf = (objectId: string) => found(tenant.readObject(objectId), 'object');

  return {
    samples: api.tenant.samples.handler(() => sampleFiles(samplesFolder).map(sampleView)),
    loadSample: api.tenant.loadSample.handler(({ input }) => {
      const path = found(
        sampleFiles(samplesFolder).find((file) => sampleIdOf(file) === input.sampleId),
        'sample tenant',
      );
      const { objects } = orRefuse(parseTenantFile(readFileSync(path, 'utf8'), basename(path)));
      return bring(objects, 'replace', []);
    }),
    importFile: api.tenant.importFile.handler(({ input }) => {
      if (input.format === 'yaml') {
        const { objects } = orRefuse(parseTenantFile(input.text, 'tenant.yaml'));
        return bring(objects, input.mode, []);
      }
      const { objects, notes } = orRefuse(
        parseEntraCsv(input.text, { makesUpMailNickname: input.makesUpMailNickname, fileName: 'the file' }),
      );
      return bring(objects, input.mode, notes);
    }),
    generate: api.tenant.generate.handler(async ({ input }) => {
      if (input.mode === 'replace') {
        refuseWhileOn();
        tenant.clear();
      }
      try {
        return await generateInto(parts, input);
      } finally {
        changed();
      }
    }),
    users: api.tenant.users.handler(({ input }) => {
      const { objects, totalCount } = listUsers(parts, input);
      return { items: userRowViews(parts, objects), totalCount };
    }),
    departments: api.tenant.departments.handler(() => parts.db.users.departments()),
    user: api.tenant.user.handler(({ input }) => userDetailView(parts, userOf(parts, input.objectId))),
    createUser: api.tenant.createUser.handler(({ input }) => {
      const userPrincipalName = textOf(input.attributes['userPrincipalName']);
      nameOf(textOf(input.attributes['displayName']), 'user', []);
      refuseTakenUpn(parts, userPrincipalName, null);
      const user: TenantUser = {
        type: 'User',
        objectId: parts.newId(),
        key: userPrincipalName,
        attributes: withoutEmpty({
          accountEnabled: true,
          mailNickname: userPrincipalName.split('@')[0] ?? '',
          ...input.attributes,
        }),
        managerId: input.managerId,
        deletedAt: null,
      };
      put(user, 'created');
      return userDetailView(parts, user);
    }),
    updateUser: api.tenant.updateUser.handler(({ input }) => {
      const before = userOf(parts, input.objectId);
      const { userPrincipalName } = input.attributes;
      if (userPrincipalName !== undefined) refuseTakenUpn(parts, textOf(userPrincipalName), before.objectId);
      if (input.managerId === before.objectId) {
        throw refusal({ place: 'Manager', message: 'Nobody is their own manager.', remedy: 'Choose another person.' });
      }
      const user: TenantUser = {
        ...before,
        attributes: withoutEmpty({ ...before.attributes, ...input.attributes }),
        managerId: input.managerId === undefined ? before.managerId : input.managerId,
      };
      put(user, 'updated');
      return userDetailView(parts, user);
    }),
    softDelete: api.tenant.softDelete.handler(({ input }) => {
      put({ ...objectOf(input.objectId), deletedAt: parts.clock.now() }, 'softDeleted');
      return null;
    }),
    restore: api.tenant.restore.handler(({ input }) => {
      put({ ...objectOf(input.objectId), deletedAt: null }, 'restored');
      return null;
    }),
    hardDelete: api.tenant.hardDelete.handler(({ input }) => {
      tenant.hardDelete(objectOf(input.objectId).objectId);
      changed();
      return null;
    }),
    groups: api.tenant.groups.handler(({ input }) => {
      const { objects, totalCount } = tenant.list({
        type: 'Group',
        search: input.search,
        offset: input.offset,
        limit: input.limit,
      });
      return { items: groupRowViews(parts, objects), totalCount };
    }),
    group: api.tenant.group.handler(({ input }) => groupView(parts, groupOf(parts, input.objectId))),
    createGroup: api.tenant.createGroup.handler(({ input }) => {
      const displayName = nameOf(input.displayName, 'group', []);
      const group = {
        type: 'Group',
        objectId: parts.newId(),
        key: displayName,
        attributes: { displayName, securityEnabled: true, mailEnabled: false },
        memberIds: [],
        deletedAt: null,
      } as const;
      put(group, 'created');
      return groupView(parts, group);
    }),
    renameGroup: api.tenant.renameGroup.handler(({ input }) => {
      const before = groupOf(parts, input.objectId);
      const group = { ...before, attributes: { ...before.attributes, displayName: nameOf(input.displayName, 'group', []) } };
      put(group, 'updated');
      return groupView(parts, group);
    }),
    addMember: api.tenant.addMember.handler(({ input }) => {
      const before = handFilledGroupOf(parts, input.groupId);
      const member = objectOf(input.memberId);
      if (member.objectId === before.objectId) {
        throw refusal({ place: 'Members', message: 'A group cannot be its own member.', remedy: 'Choose another object.' });
      }
      const group = before.memberIds.includes(member.objectId)
        ? before
        : { ...before, memberIds: [...before.memberIds, member.objectId] };
      put(group, 'updated');
      return groupView(parts, group);
    }),
    removeMember: api.tenant.removeMember.handler(({ input }) => {
      const before = handFilledGroupOf(parts, input.groupId);
      const group = { ...before, memberIds: before.memberIds.filter((id) => id !== input.memberId) };
      put(group, 'updated');
      return groupView(parts, group);
    }),
    setMembershipRule: api.tenant.setMembershipRule.handler(({ input }) => {
      const before = groupOf(parts, input.objectId);
      if (input.rule !== null) refuseUnknownAttribute(input.rule.attribute);
      put({ ...before, membershipRule: input.rule }, 'updated');
      return groupView(parts, groupOf(parts, input.objectId));
    }),
  };
}

/** A group whose members a person may choose. */
function handFilledGroupOf(parts: WorkspaceParts, objectId: string): TenantGroup {
  const group = groupOf(parts, objectId);
  const { membershipRule: rule = null } = group;
  if (rule === null) return group;
  throw refusal({
    place: 'Members',
    message: `${displayNameOf(group)} is a dynamic group: its members are the users whose ${rule.attribute} is "${rule.value}".`,
    remedy: "Change the user's attribute or the rule, or remove the rule to choose members by hand.",
  });
}

function refuseUnknownAttribute(name: string): void {
  if (ruleAttributeNames.includes(name)) return;
  const near = closest(name, ruleAttributeNames);
  throw refusal({
    place: 'Membership rule',
    message: `Users have no attribute "${name}" that a rule can compare.`,
    remedy: near === undefined ? 'Take an attribute that the user mappings offer.' : `Did you mean "${near}"?`,
  });
}

/** What a user holds itself, rather than what provisioning computes. */
const ruleAttributeNames = sourceAttributeNames('User').filter(
  (name) => !['objectId', 'IsSoftDeleted', 'appRoleAssignments', 'manager', 'originalUserPrincipalName'].includes(name),
);

function refuseTakenUpn(parts: WorkspaceParts, userPrincipalName: string, exceptId: string | null): void {
  if (!/^[^@\s]+@[^@\s]+$/.test(userPrincipalName)) {
    throw refusal({
      place: 'User principal name',
      message: `"${userPrincipalName}" is no user principal name.`,
      remedy: 'Write it like an address: name@domain.',
    });
  }
  const taken = parts.db.tenant.findByPrincipalName(userPrincipalName);
  if (taken === undefined || taken.objectId === exceptId) return;
  throw refusal({
    place: 'User principal name',
    message: `${userPrincipalName} belongs to ${displayNameOf(taken)} already.`,
    remedy: 'Choose another name.',
  });
}

function textOf(value: SourceValue | null | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** An empty attribute is an absent one, as in Entra. */
function withoutEmpty(attributes: Readonly<Record<string, SourceValue | null>>): Record<string, SourceValue> {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, SourceValue] => entry[1] !== null && entry[1] !== ''),
  );
}

function sampleFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

function sampleIdOf(path: string): string {
  return basename(path, '.yaml');
}

function sampleView(path: string): SampleTenantView {
  const { name, objects } = orRefuse(parseTenantFile(readFileSync(path, 'utf8'), basename(path)));
  const userCount = objects.filter(({ type }) => type === 'User').length;
  return { id: sampleIdOf(path), name, userCount, groupCount: objects.length - userCount };
}
