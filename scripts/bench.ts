// Ratios of what two ways cost, measured within this run, as one JSON document. No test: nothing here passes or fails.
import { measureApi } from '../tests/bench/api.ts';
import { measureCycles } from '../tests/bench/cycle.ts';
import { measureDirectory } from '../tests/bench/directory.ts';
import { measureEvents } from '../tests/bench/events.ts';

const from = performance.now();
const ratios = [await measureDirectory(), await measureEvents(), await measureCycles(), await measureApi()].flat();
const seconds = Math.round((performance.now() - from) / 1000);
console.log(JSON.stringify({ node: process.version, platform: `${process.platform}-${process.arch}`, seconds, ratios }, null, 2));
