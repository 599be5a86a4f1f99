import { useEffect, useRef, useState } from 'react';

/** The value as it was at most a while ago: it changes no oftener than that. */
export function useThrottled<T>(value: T, whileMs: number): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  const isBehind = !Object.is(shown, value);
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => setShown(latest.current), whileMs);
    return () => clearTimeout(timer);
  }, [isBehind, whileMs]);
  return shown;
}
