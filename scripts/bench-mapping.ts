// What evaluating the default mappings costs against functions written by hand, measured within this run, as one JSON document. No test.
import { measureMappings } from '../tests/bench/mapping.ts';

const figures = await measureMappings();
console.log(JSON.stringify({ node: process.version, platform: `${process.platform}-${process.arch}`, figures }, null, 2));
