import { shortPathOf } from './mapped-attributes.ts';

/** A target attribute's path that, where it does not fit, is cut before its last part: what it ends in tells rows apart. */
export function PathText({ path }: { readonly path: string }) {
  const shown = shortPathOf(path);
  const cut = Math.max(shown.lastIndexOf('.'), shown.lastIndexOf(':'));
  return (
    <span className="mono entra-path" title={path}>
      <span className="ellipsis">{cut > 0 ? shown.slice(0, cut) : shown}</span>
      {cut > 0 && <span>{shown.slice(cut)}</span>}
    </span>
  );
}
