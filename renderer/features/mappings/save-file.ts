interface TextFile {
  readonly name: string;
  readonly text: string;
  readonly type: string;
}

/** Hands a file to the browser, which keeps it where it keeps downloads. */
export function saveFile({ name, text, type }: TextFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download was begun by the click, and holds what it needs.
  URL.revokeObjectURL(url);
}
