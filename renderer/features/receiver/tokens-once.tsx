import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

interface TokensOnce {
  /** By directory. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Those of them that somebody took along. */
  readonly copied: ReadonlySet<string>;
  remember(directoryId: string, token: string): void;
  noteCopied(token: string): void;
  /** It is live no more. */
  forget(directoryId: string): void;
}

const TokensContext = createContext<TokensOnce | null>(null);

/** Bearer tokens made in this window, in memory only: a reload forgets them, and nobody can show them again. */
export function TokensOnceProvider({ children }: { readonly children: ReactNode }) {
  const [tokens, setTokens] = useState<ReadonlyMap<string, string>>(new Map());
  const [copied, setCopied] = useState<ReadonlySet<string>>(new Set());
  const remember = useCallback((directoryId: string, token: string) => {
    setTokens((before) => new Map([...before, [directoryId, token]]));
  }, []);
  const noteCopied = useCallback((token: string) => setCopied((before) => new Set([...before, token])), []);
  const forget = useCallback((directoryId: string) => {
    setTokens((before) => new Map([...before].filter(([id]) => id !== directoryId)));
  }, []);
  const value = useMemo(() => ({ tokens, copied, remember, noteCopied, forget }), [tokens, copied, remember, noteCopied, forget]);
  return <TokensContext value={value}>{children}</TokensContext>;
}

export function useTokensOnce(): TokensOnce {
  const tokens = useContext(TokensContext);
  if (tokens === null) throw new Error('useTokensOnce needs a TokensOnceProvider around it.');
  return tokens;
}
