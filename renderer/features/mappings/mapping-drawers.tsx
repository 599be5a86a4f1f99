import type { MappingView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { AttributeListDrawer } from './attribute-list-drawer.tsx';
import { ExpressionBuilder } from './expression-builder.tsx';
import { withRow } from './mapping-draft.ts';
import { MappingRowDrawer } from './mapping-row-drawer.tsx';
import { PreviewDrawer } from './preview-drawer.tsx';
import { ScopeDrawer } from './scope-drawer.tsx';

interface MappingDrawersProps {
  readonly appId: string;
  readonly view: MappingView;
  /** As it stands on the page, changes that are not saved included. */
  readonly mapping: ObjectMapping;
  /** What of the page's address comes after the mapping: `scope`, `attributes/3`. */
  readonly part: string;
  onClose(): void;
  onChange(mapping: ObjectMapping): void;
}

/** The drawer that a mapping page's address names. */
export function MappingDrawers({ appId, view, mapping, part, onClose, onChange }: MappingDrawersProps) {
  const { sourceAttributes } = view;
  const take = (changed: ObjectMapping) => {
    onChange(changed);
    onClose();
  };
  switch (part) {
    case 'scope':
      return (
        <ScopeDrawer
          appId={appId}
          mapping={mapping}
          sourceAttributes={sourceAttributes}
          onClose={onClose}
          onOk={(scope) => take({ ...mapping, scope })}
        />
      );
    case 'preview':
      return <PreviewDrawer appId={appId} mapping={mapping} onClose={onClose} />;
    case 'attribute-list':
      return (
        <AttributeListDrawer
          mapping={mapping}
          onClose={onClose}
          onOk={(targetAttributes) => take({ ...mapping, targetAttributes })}
        />
      );
    case 'expression-builder':
      return (
        <ExpressionBuilder
          appId={appId}
          type={mapping.sourceObjectName}
          sourceAttributes={sourceAttributes}
          initialText=""
          onClose={onClose}
        />
      );
    default: {
      const [, row] = /^attributes\/(\d+|new)$/.exec(part) ?? [];
      if (row === undefined) return null;
      const index = row === 'new' ? null : Number(row);
      return (
        <MappingRowDrawer
          key={row}
          appId={appId}
          view={view}
          mapping={mapping}
          index={index}
          onClose={onClose}
          onOk={(edited) => take(withRow(mapping, index, edited))}
        />
      );
    }
  }
}
