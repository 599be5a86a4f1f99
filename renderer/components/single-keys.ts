import { createContext, useContext } from 'react';

/** Whether single letters are keys in lists; on, until somebody switches them off (WCAG 2.1.4). */
export const SingleKeysContext = createContext(true);

export function useSingleKeysOn(): boolean {
  return useContext(SingleKeysContext);
}
