import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import type { Problem } from '../../components/problem.ts';
import { useAction } from '../../components/use-action.ts';
import { useTokensOnce } from './tokens-once.tsx';

export interface NewToken {
  /** Makes a token and goes to the page that shows it once. */
  create(): void;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
}

export function useNewToken(directoryId: string): NewToken {
  const api = useApi();
  const [, go] = useLocation();
  const { remember } = useTokensOnce();
  const { run, isBusy, problem } = useAction();
  function create() {
    void run(async () => {
      remember(directoryId, (await api.receiver.addToken({ directoryId })).token);
      go(`/recv/dirs/${directoryId}/created`);
    });
  }
  return { create, isBusy, problem };
}
