import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { Link as RouteLink } from 'wouter';

interface AdvancedOptionsProps {
  /** Addresses of what the options open. */
  readonly attributeList: string;
  readonly schema: string;
  readonly builder: string;
}

/** Entra's *Show advanced options* below the table. */
export function AdvancedOptions({ attributeList, schema, builder }: AdvancedOptionsProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="advanced-options">
      <Checkbox label="Show advanced options" checked={isOpen} onChange={(_event, { checked }) => setIsOpen(checked === true)} />
      {isOpen && (
        <ul aria-label="Advanced options">
          <li>
            <RouteLink className="link" href={attributeList}>
              Edit attribute list for customappsso
            </RouteLink>
          </li>
          <li>
            <RouteLink className="link" href={schema}>
              Review your schema here
            </RouteLink>
          </li>
          <li>
            <RouteLink className="link" href={builder}>
              Expression builder
            </RouteLink>
          </li>
        </ul>
      )}
    </div>
  );
}
