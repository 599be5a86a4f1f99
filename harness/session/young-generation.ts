import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const GROWTH_FACTOR = 2;
/** Of both halves. Smaller, it is collected every twenty requests, for longer than one of them takes; larger, nothing more is gained. */
const SIZE_ENOUGH = 8 * 1024 * 1024;
const LOOK_INTERVAL_MS = 10;
let holderCount = 0;
let growthFactor = GROWTH_FACTOR;
let timer: NodeJS.Timeout | undefined;

/**
 * Keeps V8's young generation from growing beyond a size that is enough, until the answer is called. What a cycle makes lives for one
 * object and is gone; but the more objects pass, the more V8 lets that space grow, up to 128 MB, with nothing to show for it: memory
 * would follow the number of users although each is forgotten. The flag is read whenever the space would grow (V8,
 * `SemiSpaceNewSpace::Grow`).
 */
export function holdYoungGeneration(): () => void {
  holderCount += 1;
  timer ??= setInterval(look, LOOK_INTERVAL_MS).unref();
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    holderCount -= 1;
    if (holderCount > 0) return;
    clearInterval(timer);
    timer = undefined;
    setGrowthFactor(GROWTH_FACTOR);
  };
}

/** V8 makes the space smaller while little goes on, and then it has to grow again: a small one hands what it had no time for to the old. */
function look(): void {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  setGrowthFactor(space === undefined || space.space_size < SIZE_ENOUGH ? GROWTH_FACTOR : 1);
}

function setGrowthFactor(factor: number): void {
  if (factor === growthFactor) return;
  growthFactor = factor;
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}
