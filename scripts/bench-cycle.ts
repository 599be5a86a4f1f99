// What large cycles take, as one JSON document: ratios within this run where there are two ways, else figures with their goals. No test.
import { measureLargeCycles } from '../tests/bench/large-cycle.ts';

const figures = await measureLargeCycles();
console.log(JSON.stringify({ node: process.version, platform: `${process.platform}-${process.arch}`, figures }, null, 2));
