import { listProfiles } from '#harness/adapters/profile-files.ts';
import type { ProfilesReport } from '#shared/scenario/run-report.ts';
import { ExitCode } from '../exit-codes.ts';
import { noteProblems, type Output } from '../output.ts';

/** Lists how the bundled server can misbehave: what each profile imitates, and where that is told. */
export function printProfiles(folder: string, options: { readonly json?: boolean }, output: Output): ExitCode {
  const profiles = listProfiles(folder);
  if (!profiles.ok) {
    noteProblems(output, profiles.problems);
    return ExitCode.failed;
  }
  if (options.json) {
    const report: ProfilesReport = {
      version: 1,
      profiles: profiles.value.map(({ id, name, imitates, sources, faults }) => ({
        id,
        name,
        imitates,
        sources: [...sources],
        faults: faults.map((fault) => ({ id: fault.id, kind: fault.effect.kind })),
      })),
    };
    output.result(JSON.stringify(report));
    return ExitCode.passed;
  }
  for (const { id, name, imitates, sources } of profiles.value) {
    output.result([`${id}: ${name}`, `  ${imitates}`, ...sources.map((source) => `  ${source}`), ''].join('\n'));
  }
  output.result('Serve one with "rehearse serve --profile id", or under target of a scenario: target: { profile: id }.');
  return ExitCode.passed;
}
