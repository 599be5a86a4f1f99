import { apps, assignments, connection } from './application-contract.ts';
import { audit, compare, exchanges, explain, logs } from './evidence-contract.ts';
import { faults } from './fault-contract.ts';
import { habits, job, stepping } from './job-contract.ts';
import { expressions, mappings, schema } from './mapping-contract.ts';
import { receiver } from './receiver-contract.ts';
import { recordings } from './recording-contract.ts';
import { scenarios } from './scenario-contract.ts';
import { tenant } from './tenant-contract.ts';
import { webhooks } from './webhook-contract.ts';
import { clock, live, workspace } from './workspace-contract.ts';

/** The one table of what a user interface may ask of the harness. Hosts bind it to IPC or to a loopback socket. */
export const contract = {
  workspace,
  live,
  clock,
  receiver,
  faults,
  tenant,
  apps,
  connection,
  mappings,
  expressions,
  schema,
  assignments,
  job,
  stepping,
  habits,
  explain,
  compare,
  audit,
  logs,
  exchanges,
  scenarios,
  recordings,
  webhooks,
};
