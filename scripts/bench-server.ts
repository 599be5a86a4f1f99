// What the bundled server answers, from files, against a bare node:http server of the same run, as one JSON document. No test.
import { measureServer } from '../tests/bench/server.ts';

const from = performance.now();
const figures = await measureServer();
const seconds = Math.round((performance.now() - from) / 1000);
console.log(
  JSON.stringify({ node: process.version, platform: `${process.platform}-${process.arch}`, seconds, figures }, null, 2),
);
