// What the window costs with 100,000 exchanges and 100,000 users, in a real Chromium, as one JSON document: figures with their goals. No test.
// It needs the built page: npm run build.
import { measureUi } from '../tests/bench/ui.ts';

const from = performance.now();
const figures = await measureUi(process.argv[2] ?? 'out/renderer');
const seconds = Math.round((performance.now() - from) / 1000);
console.log(
  JSON.stringify({ node: process.version, platform: `${process.platform}-${process.arch}`, seconds, figures }, null, 2),
);
