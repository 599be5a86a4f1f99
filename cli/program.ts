import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { DoctorOptions } from './commands/doctor.ts';
import type { ExplainErrorOptions } from './commands/explain-error.ts';
import type { ExpressionOptions } from './commands/expression.ts';
import type { HabitsOptions } from './commands/habits.ts';
import type { RunOptions } from './commands/run-options.ts';
import type { SchemaOptions } from './commands/schema.ts';
import type { ScopeOptions } from './commands/scope.ts';
import type { ServeOptions } from './commands/serve.ts';
import type { UiOptions } from './commands/ui.ts';
import { ExitCode } from './exit-codes.ts';
import { type Output, processOutput } from './output.ts';

const EXIT_CODES = `
Exit codes:
  0    did what was asked, and all passed
  1    ran, and something failed
  2    bad input or usage
  3    target unreachable, or credentials refused
  130  interrupted, after clean-up`;

/** Where a person types and reads. */
interface Terminal {
  /** Opened by who reads it. */
  readonly input: () => NodeJS.ReadableStream;
  readonly output: Output;
}

/** Runs one command and answers its exit code. Each command is loaded when it is called, so that `--help` loads none of them. */
export async function run(
  words: readonly string[],
  root: URL,
  output: Output = processOutput(),
  input: () => NodeJS.ReadableStream = () => process.stdin,
): Promise<number> {
  let exitCode: number = ExitCode.passed;
  const program = buildProgram(root, { input, output }, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.passed : ExitCode.badInput;
    output.note(`rehearse stopped on a fault of its own: ${error instanceof Error ? error.stack : String(error)}`);
    return ExitCode.failed;
  }
}

function buildProgram(root: URL, { input, output }: Terminal, end: (exitCode: ExitCode) => void): Command {
  const program = new Command('rehearse')
    .description('Rehearse Microsoft Entra ID provisioning against a SCIM endpoint.')
    .version(versionOf(root), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.result(text.trimEnd()),
      writeErr: (text) => output.note(text.trimEnd()),
    })
    .addHelpText('after', EXIT_CODES);
  addRun(program, root, { input, output }, end);
  addServe(program, root, output, end);
  addProfiles(program, root, output, end);
  addUi(program, root, output, end);
  addHabits(program, output, end);
  addExplainError(program, root, { input, output }, end);
  addExpression(program, { input, output }, end);
  addScope(program, { input, output }, end);
  addSchema(program, output, end);
  addDoctor(program, root, output, end);
  return program;
}

function addRun(program: Command, root: URL, terminal: Terminal, end: (exitCode: ExitCode) => void): void {
  program
    .command('run')
    .description('run scenarios, in memory or against a SCIM endpoint')
    .argument('<scenario...>', 'scenario files, or folders with *.scenario.yaml in them')
    .option('--target <url>', "tenant URL of a SCIM endpoint, instead of the scenario's target")
    .option('--token-env <variable>', 'environment variable that holds the bearer token of --target')
    .option('--token-endpoint <url>', 'where an OAuth 2 client fetches the access token for --target')
    .option('--client-id <identifier>', 'its client identifier')
    .option('--client-secret-env <variable>', 'environment variable that holds its secret')
    .addOption(
      new Option(
        '--credential-location <place>',
        'where identifier and secret stand in the token request (default: header)',
      ).choices(['header', 'body']),
    )
    .option('--oauth-scope <scope>', 'what the access token is for, where the token endpoint asks')
    .option('--allow-writes', 'consent to writing to a remote target')
    .option('--allow-plain-http', 'send the token unencrypted to a host that is not this machine (Entra would refuse)')
    .option('--seed <number>', "seed of ids, instead of the scenario's", wholeNumber)
    .option('--in-flight <number>', "objects worked on at once, instead of the scenario's", wholeNumber)
    .option(
      '--habit <id=setting>',
      "a habit of Entra's, instead of the scenario's; may be repeated; see rehearse habits",
      collect,
    )
    .option('--plan', 'stop at the first cycle and say what it would send, without writing to the target')
    .option('--step', 'hold each request before it is sent: a line on standard input says what becomes of it')
    .option('--trace <folder>', 'write <scenario-id>.trace.jsonl into this folder')
    .option(
      '--logs <folder>',
      'write provisioning logs (JSON, and CSV in three files), audit log and job status into this folder',
    )
    .option('--timings <file>', 'write how long each request took')
    .option('--reporter <reporter>', 'list, or json=FILE; may be repeated', collect)
    .option('--clean-up', 'afterwards remove at the target what the run created')
    .option('--json', 'print the run report as one JSON document instead of the list')
    .action(async (scenarios: readonly string[], options: RunOptions) => {
      const { runScenarios } = await import('./commands/run.ts');
      end(await runScenarios(scenarios, options, root, terminal));
    });
}

function addServe(program: Command, root: URL, output: Output, end: (exitCode: ExitCode) => void): void {
  program
    .command('serve')
    .description('serve the bundled SCIM server with one directory, on this machine only')
    .option('--port <number>', 'port; 0 picks a free one (default: 8080, or the next free one)', portNumber)
    .option('--data <folder>', 'keep resources in this folder; "memory" forgets them', 'memory')
    .option('--directory <name>', 'name of the directory, as it stands in the address', 'rehearsal')
    .option('--token-env <variable>', 'environment variable that holds the bearer token to accept')
    .option('--profile <id>', 'misbehave as a known endpoint does: an id, or the path of a profile; see rehearse profiles')
    .option('--seed <number>', 'what a profile leaves to chance follows from it (default: 1)', wholeNumber)
    .option('--list-profiles', 'list the profiles and serve nothing')
    .option('--seed-from <tenant>', 'fill an empty directory as Entra would: from a tenant file, or a sample such as larkfield')
    .option('--seed-json <file>', 'fill an empty directory from a list of SCIM resources, or a ListResponse')
    .option('--webhook <url>', 'send directory events to this address, signed; on this machine, or with --allow-host')
    .option('--allow-host', 'consent to the host of --webhook being another machine: it is sent names and addresses')
    .option('--webhook-secret-env <variable>', 'environment variable that holds the secret to sign with')
    .option('--json', 'print address, directory and token as one JSON line')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./commands/serve.ts');
      end(await serve(options, root, output));
    });
}

function addProfiles(program: Command, root: URL, output: Output, end: (exitCode: ExitCode) => void): void {
  program
    .command('profiles')
    .description('list the ways of known endpoints to misbehave that the bundled server imitates')
    .option('--json', 'print them as one JSON document')
    .action(async (options: { readonly json?: boolean }) => {
      const { printProfiles } = await import('./commands/profiles.ts');
      end(printProfiles(fileURLToPath(new URL('fixtures/profiles', root)), options, output));
    });
}

function addUi(program: Command, root: URL, output: Output, end: (exitCode: ExitCode) => void): void {
  program
    .command('ui')
    .description('serve the user interface to a browser on this machine')
    .option('--port <number>', 'port; 0 picks a free one', portNumber)
    .option('--workspace <folder>', 'where the workspace lives (default: $REHEARSE_HOME, else the data folder of this system)')
    .action(async (options: UiOptions) => {
      const { serveInBrowser } = await import('./commands/ui.ts');
      end(await serveInBrowser(options, { root, version: versionOf(root) }, output));
    });
}

function addHabits(program: Command, output: Output, end: (exitCode: ExitCode) => void): void {
  program
    .command('habits')
    .description("list the habits of Entra's that are simulated, with their evidence and settings")
    .option('--json', 'print them as one JSON document')
    .action(async (options: HabitsOptions) => {
      const { listHabits } = await import('./commands/habits.ts');
      end(listHabits(options, output));
    });
}

function addExplainError(program: Command, root: URL, terminal: Terminal, end: (exitCode: ExitCode) => void): void {
  program
    .command('explain-error')
    .description('say what an error text from a provisioning log, Test Connection or an e-mail is about, and how to fix it')
    .argument('[text...]', 'a code or any text around it; without it, or with -, standard input is read')
    .option('--json', 'print the answer as one JSON document')
    .action(async (words: readonly string[], options: ExplainErrorOptions) => {
      const { explainError } = await import('./commands/explain-error.ts');
      end(await explainError(words, options, root, terminal));
    });
}

function addExpression(program: Command, terminal: Terminal, end: (exitCode: ExitCode) => void): void {
  program
    .command('expression')
    .description('evaluate an expression of the mapping language')
    .argument('[expression]', `such as 'Join(" ", [givenName], [surname])'`)
    .option('--set <attribute=value>', 'an attribute of the object; may be repeated, for several values too', collect)
    .option('--now <time>', 'what Now() answers, as in 2026-01-05T09:00:00Z, instead of the time now')
    .option('--tenant-domain <domain>', 'what DefaultDomain() answers')
    .option('--taken <value>', 'a value that the target holds, for SelectUniqueValue; may be repeated', collect)
    .option('--strict', 'refuse what the reference calls unsupported; same as --habit iif-on-null=refuse')
    .option('--habit <id=setting>', "a habit of Entra's; may be repeated; see rehearse habits", collect)
    .option('--seed <number>', 'seed of Guid and RandomString', wholeNumber)
    .option('--trace', 'print each call with its arguments and its result')
    .option('--batch <file>', 'a JSON list of expressions with the objects they look at; - reads standard input')
    .option('--json', 'print the answers as one JSON document')
    .action(async (expression: string | undefined, options: ExpressionOptions) => {
      const { evaluateExpressions } = await import('./commands/expression.ts');
      end(await evaluateExpressions(expression, options, terminal));
    });
}

function addScope(program: Command, terminal: Terminal, end: (exitCode: ExitCode) => void): void {
  program
    .command('scope')
    .description('say whether an object would pass a scoping filter')
    .argument('[clause...]', "clauses that must all hold, as in 'department EQUALS Sales'")
    .option('--set <attribute=value>', 'an attribute of the object; may be repeated', collect)
    .option('--batch <file>', 'a JSON list of clauses or filters with the objects they look at; - reads standard input')
    .option('--habit <id=setting>', "a habit of Entra's; may be repeated; see rehearse habits", collect)
    .option('--json', 'print the answers as one JSON document')
    .action(async (clauses: readonly string[], options: ScopeOptions) => {
      const { evaluateScope } = await import('./commands/scope.ts');
      end(await evaluateScope(clauses, options, terminal));
    });
}

function addSchema(program: Command, output: Output, end: (exitCode: ExitCode) => void): void {
  const schema = program
    .command('schema')
    .description('check, compare or print a synchronizationSchema as Entra downloads it')
    .helpCommand(false);
  schema
    .command('check')
    .description('say what an import of the document would refuse or leave out, with place and remedy')
    .argument('<file>', 'the JSON that "Review your schema here" or Microsoft Graph gives')
    .option('--json', 'print the problems as one JSON document')
    .action(async (file: string, options: SchemaOptions) => {
      const { checkSchema } = await import('./commands/schema.ts');
      end(checkSchema(file, options, output));
    });
  schema
    .command('diff')
    .description('say what is otherwise in the second document, by mapping and target attribute')
    .argument('<before>', 'a schema document')
    .argument('<after>', 'another one')
    .option('--json', 'print the differences as one JSON document')
    .action(async (before: string, after: string, options: SchemaOptions) => {
      const { diffSchemas } = await import('./commands/schema.ts');
      end(diffSchemas(before, after, options, output));
    });
  schema
    .command('export')
    .description('print the document of a new application')
    .action(async () => {
      const { exportSchema } = await import('./commands/schema.ts');
      end(exportSchema(output));
    });
}

function addDoctor(program: Command, root: URL, output: Output, end: (exitCode: ExitCode) => void): void {
  program
    .command('doctor')
    .description('say what works on this machine, what does not, and how to mend it')
    .option('--workspace <folder>', 'the workspace to look at')
    .option('--json', 'print the findings as one JSON document')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./commands/doctor.ts');
      end(await doctor(options, fileURLToPath(root), output));
    });
}

function versionOf(root: URL): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  return version;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('Ports go from 0 to 65535.');
  return port;
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}
