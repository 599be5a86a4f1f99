// What failures cost a cycle, as one JSON document: ratios within this run with their goals. No test.
import { measureFaults } from '../tests/bench/faults.ts';

const from = performance.now();
const figures = await measureFaults();
const seconds = Math.round((performance.now() - from) / 1000);
console.log(
  JSON.stringify({ node: process.version, platform: `${process.platform}-${process.arch}`, seconds, figures }, null, 2),
);
