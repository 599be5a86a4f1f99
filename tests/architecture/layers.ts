/** What each layer may import besides itself. Anything unlisted is forbidden. The longest matching folder is a file's layer. */
export const layers: Record<string, readonly string[]> = {
  'shared/kernel': [],
  'shared/scim': ['shared/kernel'],
  'shared/entra': ['shared/kernel', 'shared/scim'],
  'shared/trace': ['shared/kernel', 'shared/scim', 'shared/entra'],
  'shared/engine': ['shared/kernel', 'shared/scim', 'shared/entra', 'shared/trace'],
  'shared/scenario': ['shared/kernel', 'shared/scim', 'shared/entra', 'shared/trace'],
  'shared/conformance': ['shared/kernel', 'shared/scim', 'shared/entra', 'shared/trace', 'shared/scenario'],
  'shared/api': ['shared/kernel', 'shared/scim', 'shared/entra', 'shared/trace', 'shared/conformance', 'shared/scenario'],
  server: ['shared/kernel', 'shared/scim'],
  harness: ['shared', 'server'],
  electron: ['harness', 'shared/kernel', 'shared/api'],
  cli: ['harness', 'shared/kernel', 'shared/scim', 'shared/entra', 'shared/trace', 'shared/conformance', 'shared/scenario', 'shared/api'],
  renderer: ['shared/kernel', 'shared/scim', 'shared/entra', 'shared/trace', 'shared/conformance', 'shared/scenario', 'shared/api'],
  tests: ['shared', 'server', 'harness', 'electron', 'cli', 'renderer', 'scripts'],
  scripts: ['shared', 'server', 'harness', 'electron', 'cli', 'renderer', 'tests'],
};

/** The packages a layer may import; Node's own modules count as packages. A layer that is absent may import any. */
export const packages: Record<string, RegExp> = {
  'shared/kernel': /^$/,
  'shared/scim': /^$/,
  'shared/engine': /^$/,
  'shared/trace': /^$/,
  'shared/conformance': /^$/,
  'shared/entra': /^re2js$/,
  'shared/scenario': /^(yaml|zod)$/,
  'shared/api': /^(@orpc\/contract|zod)$/,
  server: /^node:/,
  harness: /^(node:.+|zod|@orpc\/server(\/.+)?|ws|lowdb(\/.+)?|msw(\/.+)?|csv-parse(\/.+)?)$/,
  cli: /^(node:.+|commander|picocolors)$/,
  renderer: /^(react|react-dom(\/.+)?|@fluentui\/.+|@orpc\/(client|contract)(\/.+)?|@tanstack\/.+|wouter(\/.+)?|zod)$/,
  electron: /^(electron|node:.+|@orpc\/server(\/.+)?)$/,
};
