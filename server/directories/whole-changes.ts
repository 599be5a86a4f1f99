/** Changes of whole directories: one at a time of each directory, as long as both the directory and the database are there. */
export interface WholeChanges {
  /** `isOpen`: whether it may go on. Throws where another change of this directory is going on. */
  make<T>(directoryId: string, work: (isOpen: () => boolean) => Promise<T>): Promise<T>;
  /** The database is about to be closed: what is going on is left as it is, for the next process to take back. */
  close(): void;
}

export function openWholeChanges(
  isThere: (directoryId: string) => boolean,
  announce: (directoryId: string) => void,
): WholeChanges {
  const going = new Set<string>();
  let isClosed = false;
  return {
    make: async (directoryId, work) => {
      if (going.has(directoryId)) {
        throw new Error(`All of directory "${directoryId}" is being changed already: wait for the end of that, or stop it.`);
      }
      going.add(directoryId);
      try {
        return await work(() => !isClosed && isThere(directoryId));
      } finally {
        going.delete(directoryId);
        if (!isClosed) announce(directoryId);
      }
    },
    close: () => {
      isClosed = true;
    },
  };
}
