import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

interface TokensOnce {
  readonly tokens: ReadonlyMap<string, string>;
  remember(directoryId: string, token: string): void;
}

const TokensContext = createContext<TokensOnce | null>(null);

/** Bearer tokens made in this window, in memory only: a reload forgets them, and nobody can show them again. */
export function TokensOnceProvider({ children }: { readonly children: ReactNode }) {
  const [tokens, setTokens] = useState<ReadonlyMap<string, string>>(new Map());
  const remember = useCallback((directoryId: string, token: string) => {
    setTokens((before) => new Map([...before, [directoryId, token]]));
  }, []);
  const value = useMemo(() => ({ tokens, remember }), [tokens, remember]);
  return <TokensContext value={value}>{children}</TokensContext>;
}

export function useTokensOnce(): TokensOnce {
  const tokens = useContext(TokensContext);
  if (tokens === null) throw new Error('useTokensOnce needs a TokensOnceProvider around it.');
  return tokens;
}
