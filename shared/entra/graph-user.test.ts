import { expect, test } from 'vitest';
import { graphUser } from './graph-user.ts';

test('attributes have the names of Microsoft Graph', () => {
  const user = graphUser({
    type: 'User',
    objectId: 'user-ada',
    key: 'ada',
    attributes: {
      mobile: '+1',
      telephoneNumber: '+2',
      extensionAttribute3: 'x',
      physicalDeliveryOfficeName: 'Pier 4',
      mail: 'a@b',
    },
    managerId: 'user-grace',
    deletedAt: Date.UTC(2026, 2, 3),
  });
  expect(user).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
    id: 'user-ada',
    mobilePhone: '+1',
    businessPhones: ['+2'],
    officeLocation: 'Pier 4',
    mail: 'a@b',
    onPremisesExtensionAttributes: { extensionAttribute3: 'x' },
    manager: { id: 'user-grace' },
    deletedDateTime: '2026-03-03T00:00:00Z',
  });
});
