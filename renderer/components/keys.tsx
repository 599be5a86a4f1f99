/** `Ctrl K`, `G L`, `Esc`: what to press, as the cap of a key. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="keys">{keys}</kbd>;
}
