import { FluentProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import { Router } from 'wouter';
import { SingleKeysContext } from '../components/single-keys.ts';
import { TokensOnceProvider } from '../features/receiver/tokens-once.tsx';
import { ApiProvider } from './api.tsx';
import type { ApiClient } from './client.ts';
import { ClockMovesProvider } from './clock-moves.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { useHashLocation } from './hash-location.ts';
import { LiveProvider } from './live.tsx';
import { AppRoutes } from './routes.tsx';
import { fluentThemes, useThemeName } from './theme.ts';
import { useSingleKeys } from './use-frame-keys.ts';

// The harness says what changed, so nothing goes stale by itself and nothing is asked twice.
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: 'always', refetchOnWindowFocus: false },
  },
});

export function App({ api }: { readonly api: ApiClient }) {
  const theme = useThemeName();
  const [areLettersOn] = useSingleKeys();
  // On the document, so that drawers and menus outside the root inherit the colours too.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <FluentProvider className="theme-root" theme={fluentThemes[theme]}>
      <ErrorBoundary>
        <ApiProvider api={api}>
          <QueryClientProvider client={queries}>
            <LiveProvider>
              <Router hook={useHashLocation}>
                <TokensOnceProvider>
                  <ClockMovesProvider>
                    <SingleKeysContext value={areLettersOn}>
                      <Frame>
                        <AppRoutes />
                      </Frame>
                    </SingleKeysContext>
                  </ClockMovesProvider>
                </TokensOnceProvider>
              </Router>
            </LiveProvider>
          </QueryClientProvider>
        </ApiProvider>
      </ErrorBoundary>
    </FluentProvider>
  );
}
