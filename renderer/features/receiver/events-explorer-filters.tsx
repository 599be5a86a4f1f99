import { Button, Dropdown, Input, Option, OptionGroup } from '@fluentui/react-components';
import { useId } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { type ExplorerQuery, pageSizes } from './use-explorer-query.ts';

interface ExplorerFiltersProps {
  readonly query: ExplorerQuery;
  readonly knownEvents: readonly string[];
  readonly directories: readonly DirectoryView[];
}

export function ExplorerFilters({ query, knownEvents, directories }: ExplorerFiltersProps) {
  const { request, chosenEvents, change, isNarrowed, clear } = query;
  const { from, to, order, limit } = request;
  return (
    <search className="filter-bar explorer-filters" aria-label={say('explorer.filters')}>
      <OwnerFilter query={query} directories={directories} />
      <Dropdown
        size="small"
        multiselect
        aria-label={say('explorer.types')}
        value={typesWord(chosenEvents.length, knownEvents.length)}
        selectedOptions={[...chosenEvents]}
        listbox={{ className: 'explorer-options' }}
        onOptionSelect={(_event, { selectedOptions }) =>
          change({ events: selectedOptions.length === 0 ? null : selectedOptions.join(',') })
        }
      >
        {knownEvents.map((name) => (
          <Option key={name} value={name} text={name}>
            <span className="mono">{name}</span>
          </Option>
        ))}
      </Dropdown>
      <TimeFilter label={say('explorer.from')} value={from} onChange={(value) => change({ from: value })} />
      <TimeFilter label={say('explorer.to')} value={to} onChange={(value) => change({ to: value })} />
      <Dropdown
        size="small"
        className="explorer-short"
        aria-label={say('explorer.order')}
        value={orders[order]}
        selectedOptions={[order]}
        onOptionSelect={(_event, { optionValue }) => change({ order: optionValue === 'desc' ? 'desc' : null })}
      >
        <Option value="asc">{orders.asc}</Option>
        <Option value="desc">{orders.desc}</Option>
      </Dropdown>
      <Dropdown
        size="small"
        className="explorer-short"
        aria-label={say('explorer.limit')}
        value={say('explorer.limit.of', { count: limit })}
        selectedOptions={[String(limit)]}
        onOptionSelect={(_event, { optionValue }) => change({ limit: optionValue ?? null })}
      >
        {pageSizes.map((size) => (
          <Option key={size} value={String(size)} text={say('explorer.limit.of', { count: size })}>
            {say('explorer.limit.of', { count: size })}
          </Option>
        ))}
      </Dropdown>
      <Button size="small" appearance="subtle" disabled={!isNarrowed} onClick={clear}>
        {say('explorer.clear')}
      </Button>
    </search>
  );
}

const orders = { asc: say('explorer.order.asc'), desc: say('explorer.order.desc') } as const;

function typesWord(count: number, known: number): string {
  return count === 0 ? say('explorer.types.all', { count: known }) : say('explorer.types.some', { count, known });
}

/** An organization, which the API filters by, or one of its directories, which it does not. */
function OwnerFilter({ query, directories }: Omit<ExplorerFiltersProps, 'knownEvents'>) {
  const { request, directoryId, change } = query;
  const organizations = new Map(directories.map(({ organizationId, organizationName }) => [organizationId, organizationName]));
  const directory = directories.find(({ id }) => id === directoryId);
  const { organizationId } = request;
  const value = directoryId !== null ? `dir ${directoryId}` : organizationId !== null ? `org ${organizationId}` : '';
  const word =
    directory === undefined
      ? organizationId === null
        ? say('explorer.of.all')
        : (organizations.get(organizationId) ?? organizationId)
      : directory.name;
  function choose(chosen: string | undefined) {
    const [kind, id = null] = (chosen ?? '').split(' ');
    change({ org: kind === 'org' ? id : null, dir: kind === 'dir' ? id : null });
  }
  return (
    <Dropdown
      size="small"
      className="explorer-of"
      aria-label={say('explorer.of')}
      value={word}
      title={directory === undefined ? word : `${directory.organizationName} › ${directory.name}`}
      selectedOptions={[value]}
      onOptionSelect={(_event, { optionValue }) => choose(optionValue)}
    >
      <Option value="">{say('explorer.of.all')}</Option>
      {[...organizations].map(([id, name]) => (
        <OptionGroup key={id} label={name}>
          <Option value={`org ${id}`} text={name}>
            {say('webhook.of.all', { organization: name })}
          </Option>
          {directories
            .filter((each) => each.organizationId === id)
            .map((each) => (
              <Option key={each.id} value={`dir ${each.id}`} text={`${name} › ${each.name}`}>
                {name} › {each.name}
              </Option>
            ))}
        </OptionGroup>
      ))}
    </Dropdown>
  );
}

interface TimeFilterProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string | null): void;
}

function TimeFilter({ label, value, onChange }: TimeFilterProps) {
  const id = useId();
  return (
    <span className="explorer-time caption">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        size="small"
        type="datetime-local"
        value={value}
        onChange={(_event, { value: entered }) => onChange(entered === '' ? null : entered)}
      />
    </span>
  );
}
