type Header = readonly [string, string];

/** A second lock on the door: what a credential may travel in is never shown, even if it should have been recorded. */
export function maskedHeaders(headers: readonly Header[]): readonly Header[] {
  return headers.map(([name, value]) =>
    /^(authorization|proxy-authorization|cookie|set-cookie)$/i.test(name) ? [name, '***'] : [name, value],
  );
}
