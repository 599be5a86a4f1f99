import { setFlagsFromString } from 'node:v8';

const GROWTH_FACTOR = 2;
let holderCount = 0;

/**
 * Keeps V8's young generation at the size it has until the answer is called. What a cycle makes lives for one object and is gone;
 * but the more objects pass, the more V8 lets that space grow, up to 128 MB, with nothing to show for it: memory would follow the
 * number of users although each is forgotten. The flag is read whenever the space would grow (V8, `SemiSpaceNewSpace::Grow`).
 */
export function holdYoungGeneration(): () => void {
  holderCount += 1;
  setFlagsFromString('--semi-space-growth-factor=1');
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    holderCount -= 1;
    if (holderCount === 0) setFlagsFromString(`--semi-space-growth-factor=${GROWTH_FACTOR}`);
  };
}
