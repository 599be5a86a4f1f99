/** A sentence whose parts between backticks are code. */
export function CodedText({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
      <code key={index} className="mono">
        {part}
      </code>
    ),
  );
}
