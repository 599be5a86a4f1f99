import type { ReactNode } from 'react';

/** The line under a list: range, hint, keys. */
export function Foot({ children }: { readonly children: ReactNode }) {
  return <div className="foot muted numeric">{children}</div>;
}
