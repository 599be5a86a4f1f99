// All tests, then the one line a machine reads: 'N passed, N failed', counted by Vitest itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { findChromium, NO_CHROMIUM } from '../tests/chromium.ts';

const REPORT = 'out/test-results.json';

await import('./build.ts');
bringChromium();
rmSync(REPORT, { force: true });
const { status } = spawnSync('vitest', ['run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (!existsSync(REPORT)) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const report = JSON.parse(readFileSync(REPORT, 'utf8'));
// A file that cannot be loaded holds no test, so Vitest counts it among the failed suites only.
const brokenFiles = report.testResults.filter(
  (file: { status: string; assertionResults: unknown[] }) => file.status === 'failed' && file.assertionResults.length === 0,
);
const failed = report.numFailedTests + brokenFiles.length;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exit(failed > 0 || report.numPassedTests === 0 ? 1 : (status ?? 1));

/** A bare Debian or Ubuntu machine is given a Chromium, where this may do so; elsewhere the end-to-end tests fail and say how to get one. */
function bringChromium(): void {
  if (findChromium() !== undefined) return;
  if (!process.env['CHROMIUM'] && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Chromium is missing: apt-get install chromium…');
    const install = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null';
    spawnSync('sh', ['-c', install], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  if (findChromium() === undefined) console.log(NO_CHROMIUM);
}
