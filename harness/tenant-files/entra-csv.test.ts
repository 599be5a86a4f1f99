import { describe, expect, test } from 'vitest';
import { parseEntraCsv } from './entra-csv.ts';

const ENTRA_HEADER =
  'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,authenticationAlternativePhoneNumber,authenticationEmail,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification';
const ADA_ID = '8f1e2d3c-4b5a-4678-9abc-def012345678';
const ADA = `ada@larkfield.test,Ada Marsh,Marsh,ada@larkfield.test,Ada,${ADA_ID},Member,Analyst,Research,True,GB,,,GB,,London,"SE1 2XX",,,,,ada@home.test,,,`;

const read = (text: string, makesUpMailNickname = false) => parseEntraCsv(text, { fileName: 'users.csv', makesUpMailNickname });

describe("Entra's Download users", () => {
  test('becomes users under the attribute names that mappings use', () => {
    expect(read(`${ENTRA_HEADER}\n${ADA}\n`)).toMatchObject({
      ok: true,
      value: {
        objects: [
          {
            type: 'User',
            objectId: ADA_ID,
            key: 'ada@larkfield.test',
            attributes: {
              userPrincipalName: 'ada@larkfield.test',
              displayName: 'Ada Marsh',
              surname: 'Marsh',
              givenName: 'Ada',
              mail: 'ada@larkfield.test',
              userType: 'Member',
              jobTitle: 'Analyst',
              department: 'Research',
              accountEnabled: true,
              usageLocation: 'GB',
              country: 'GB',
              city: 'London',
              postalCode: 'SE1 2XX',
              otherMails: ['ada@home.test'],
            },
            managerId: null,
            deletedAt: null,
          },
        ],
        needsMailNickname: true,
      },
    });
  });

  test('says what the list does not hold and what was left out', () => {
    const result = read(`${ENTRA_HEADER}\n${ADA}\n`);
    expect(result.ok && result.value.notes).toEqual([
      'Left out, because no mapping can use them: authenticationAlternativePhoneNumber, authenticationEmail, ageGroup, consentProvidedForMinor, legalAgeGroupClassification.',
      'one user came without mailNickname, which the default mapping sends as externalId: have it made up from the userPrincipalName, or map objectId to externalId.',
      'The list has no employeeId: employeeNumber will not be sent.',
      'The list has no manager: nobody will be updated with a manager after the create.',
    ]);
  });

  test('makes up mailNickname from the userPrincipalName when asked, and says so', () => {
    const result = read(`${ENTRA_HEADER}\n${ADA}\n`, true);
    expect(result.ok && result.value.objects[0]?.attributes['mailNickname']).toBe('ada');
    expect(result.ok && result.value.needsMailNickname).toBe(false);
    expect(result.ok && result.value.notes[1]).toContain('made up for one user');
  });
});

test.each([
  ['a byte order mark', '\uFEFFuserPrincipalName,displayName\nada@x.test,Ada\n'],
  ['semicolons, as a spreadsheet saves them', 'userPrincipalName;displayName\r\nada@x.test;Ada\r\n'],
  ['a line that declares the separator', 'sep=;\r\nuserPrincipalName;displayName\r\nada@x.test;Ada\r\n'],
  ['quoted fields', '"userPrincipalName","displayName"\n"ada@x.test","Ada"\n'],
  ['blank lines and lines of separators only', '\nuserPrincipalName,displayName\n\nada@x.test,Ada\n,\n\n'],
  ['names in another case and order', 'DisplayName,USERPRINCIPALNAME\nAda,ada@x.test\n'],
])('%s makes no difference', (_sentence, text) => {
  const result = read(text);
  expect(result.ok && result.value.objects.map(({ attributes }) => attributes)).toEqual([
    { accountEnabled: true, userPrincipalName: 'ada@x.test', displayName: 'Ada' },
  ]);
});

test('a column of managers is resolved by userPrincipalName or objectId', () => {
  const result = read(
    `userPrincipalName,objectId,manager\nada@x.test,,GRACE@x.test\ngrace@x.test,${ADA_ID},\nlinus@x.test,,${ADA_ID}\n`,
  );
  expect(result.ok && result.value.objects.map(({ managerId }) => managerId)).toEqual([ADA_ID, null, ADA_ID]);
});

test('an unknown column is named, with the one that may be meant', () => {
  const result = read(
    'userPrincipalName,displayName,employeeId,manager,mailNickname,Departmnt,Shoe size\nada@x.test,Ada,1,,ada,R,38\n',
  );
  expect(result.ok && result.value.notes).toEqual([
    'The column "Departmnt" is not known and was left out; rename it if you mean "department".',
    'The column "Shoe size" is not known and was left out.',
  ]);
});

test.each([
  ['nothing at all', '', 'users.csv:1', 'The list is empty.'],
  [
    'no column of names',
    'id,name\n1,Ada\n',
    'users.csv:1',
    'There is no column userPrincipalName; the first line says: id, name.',
  ],
  ['a column twice', 'userPrincipalName,mail,Mail\na@x.test,,\n', 'users.csv:1', 'The column mail stands there twice.'],
  ['a user without a name', 'userPrincipalName,mail\n,a@x.test\n', 'users.csv:2', 'This user has no userPrincipalName.'],
  [
    'a name twice, in another case',
    'userPrincipalName,mail\na@x.test,\nA@x.test,\n',
    'users.csv:3',
    'The userPrincipalName "A@x.test" is already that of line 2.',
  ],
  ['a word for a switch', 'userPrincipalName,accountEnabled\na@x.test,yes\n', 'users.csv:2', 'accountEnabled is "yes".'],
  ['an objectId that is none', 'userPrincipalName,objectId\na@x.test,17\n', 'users.csv:2', '"17" is no objectId.'],
])('%s is refused with place and remedy', (_sentence, text, place, message) => {
  const result = read(text);
  expect(result).toMatchObject({ ok: false, problems: [{ place, message }] });
  expect(!result.ok && result.problems[0]?.remedy).toMatch(/\.$/);
});

test('a quotation mark that is never closed is refused with its line', () => {
  expect(read('userPrincipalName,mail\na@x.test,"b\n')).toMatchObject({
    ok: false,
    problems: [{ place: expect.stringMatching(/^users\.csv:\d$/) }],
  });
});
