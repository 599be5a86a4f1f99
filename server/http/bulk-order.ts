import type { BulkOperation } from './bulk-request.ts';

/**
 * Operations in an order in which each comes after those it refers to, else as the client wrote them (RFC 7644 §3.7.1 leaves the order
 * to the service provider). Operations that refer to each other in a circle come together. Tarjan's algorithm.
 */
export function orderOperations(operations: readonly BulkOperation[]): readonly (readonly BulkOperation[])[] {
  const creators = new Map(
    operations.flatMap((one) => (one.method === 'POST' && one.bulkId !== null ? [[one.bulkId, one]] : [])),
  );
  const ordered: BulkOperation[][] = [];
  const marks = new Map<BulkOperation, { readonly number: number; lowest: number; isOpen: boolean }>();
  const open: BulkOperation[] = [];

  const visit = (operation: BulkOperation): number => {
    const mark = { number: marks.size, lowest: marks.size, isOpen: true };
    marks.set(operation, mark);
    open.push(operation);
    for (const reference of operation.references) {
      const creator = creators.get(reference);
      if (creator === undefined) continue;
      const known = marks.get(creator);
      if (known === undefined) mark.lowest = Math.min(mark.lowest, visit(creator));
      else if (known.isOpen) mark.lowest = Math.min(mark.lowest, known.number);
    }
    if (mark.lowest === mark.number) ordered.push(closeCircle(operation));
    return mark.lowest;
  };
  const closeCircle = (first: BulkOperation): BulkOperation[] => {
    const circle = open.splice(open.indexOf(first));
    for (const one of circle) {
      const mark = marks.get(one);
      if (mark !== undefined) mark.isOpen = false;
    }
    return circle.sort((a, b) => operations.indexOf(a) - operations.indexOf(b));
  };

  for (const operation of operations) if (!marks.has(operation)) visit(operation);
  return ordered;
}

/** Whether the operations of a unit need each other's ids before they exist. */
export function isCircle(unit: readonly BulkOperation[]): boolean {
  const [first] = unit;
  return unit.length > 1 || (first !== undefined && first.bulkId !== null && first.references.has(first.bulkId));
}
