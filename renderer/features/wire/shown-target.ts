/** A request's address for a list: a filter as it reads, a GUID by its ends. The whole of it belongs into a tooltip. */
export function shownTarget(target: string): string {
  const [path = '', ...query] = target.split('?');
  const shown = query.length === 0 ? path : `${path}?${decoded(query.join('?'))}`;
  return shown.replace(/([0-9a-f]{4})[0-9a-f]{4}-(?:[0-9a-f]{4}-){3}[0-9a-f]{10}([0-9a-f]{2})/gi, '$1…$2');
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll('+', ' '));
  } catch {
    return query;
  }
}
