/** The box that chooses a user or group of the tenant. */
export const pickerMessages = {
  'picker.users': 'Users',
  'picker.groups': 'Groups',
  'picker.empty': 'Nobody is there to choose',
  'picker.unfound': 'Nobody matches “{search}”',
  'picker.more': 'The first {shown} of {total} are shown. Type to narrow.',
  'picker.manager': 'Manager',
  'picker.manager.none': 'No manager',
  'picker.manager.remove': 'Remove manager',
  'picker.source.none': 'nobody: the tenant is empty',
  'picker.subject': 'Select a user or group',
  'picker.subject.hint': 'Search by name, user principal name or e-mail.',
  'picker.subject.none': 'Nobody selected',
} as const;
