import { Component, type ReactNode } from 'react';
import { say } from './messages.ts';

interface ErrorBoundaryProps {
  /** Another value (the route) gives the children a new chance. */
  readonly resetKey?: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string | undefined;
}

/** A screen that broke says so in its own place; the frame around it and the harness behind it go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<ErrorBoundaryState> {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div role="alert" className="broken-screen">
        <h1>{say('frame.broken.title')}</h1>
        <p>
          {say('frame.broken.cause')} <span className="mono">{error.message}</span>
        </p>
        <p>{say('frame.broken.remedy')}</p>
        <button type="button" onClick={() => location.reload()}>
          {say('frame.reload')}
        </button>
      </div>
    );
  }
}
