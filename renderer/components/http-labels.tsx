/** A method in the colour of the outcome it aims at. */
export function MethodLabel({ method }: { readonly method: string }) {
  return (
    <span className="method-label" data-method={method}>
      {method}
    </span>
  );
}

/** A status code; null where no answer came. */
export function StatusCode({ status }: { readonly status: number | null }) {
  if (status === null)
    return (
      <span className="status-code" data-class="none">
        none
      </span>
    );
  return (
    <span className="status-code" data-class={`${Math.floor(status / 100)}xx`}>
      {status}
    </span>
  );
}
