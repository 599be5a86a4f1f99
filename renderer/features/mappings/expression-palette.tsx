import { SearchBox, Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import type { LanguageOptions } from '#shared/entra/expressions/evaluation-context.ts';
import type { FunctionDefinition } from '#shared/entra/expressions/function-definition.ts';
import { signatureOf } from '#shared/entra/expressions/function-signature.ts';
import { functionDefinitions, isKnown } from '#shared/entra/expressions/functions.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { type Snippet, snippetOf } from './expression-text.ts';

interface ExpressionPaletteProps {
  readonly sourceAttributes: readonly string[];
  readonly options: LanguageOptions;
  onInsert(snippet: Snippet): void;
}

/** What an expression can be made of: every function with its signature, and the source attributes. Enter or a click inserts. */
export function ExpressionPalette({ sourceAttributes, options, onInsert }: ExpressionPaletteProps) {
  const [tab, setTab] = useState<'functions' | 'attributes'>('functions');
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const functions = functionsByName.filter(
    (definition) =>
      isKnown(definition, options) &&
      `${definition.name} ${definition.summary} ${definition.group}`.toLowerCase().includes(wanted),
  );
  const attributes = sourceAttributes.filter((name) => name.toLowerCase().includes(wanted)).map((name) => ({ name }));
  return (
    <div className="expression-palette">
      <TabList
        size="small"
        selectedValue={tab}
        onTabSelect={(_event, { value }) => setTab(value === 'attributes' ? 'attributes' : 'functions')}
      >
        <Tab value="functions">Functions</Tab>
        <Tab value="attributes">Attributes</Tab>
      </TabList>
      <SearchBox
        size="small"
        className="entra-search"
        aria-label={`Search ${tab}`}
        placeholder={`Search ${tab}`}
        value={search}
        onChange={(_event, { value }) => setSearch(value)}
      />
      {tab === 'functions' ? (
        <DataTable
          label="Functions"
          columns={functionColumns}
          rows={functions}
          rowKey={({ name }) => name}
          rowHeight={48}
          onOpen={(definition) => onInsert(snippetOf(definition))}
          empty={<p className="muted">No function matches “{search}”.</p>}
        />
      ) : (
        <DataTable
          label="Attributes"
          columns={attributeColumns}
          rows={attributes}
          rowKey={({ name }) => name}
          onOpen={({ name }) => onInsert({ text: `[${name}]`, cursor: name.length + 2 })}
          empty={<p className="muted">No attribute matches “{search}”.</p>}
        />
      )}
      <p className="caption muted entra-text">Enter or a click puts it where the cursor is.</p>
    </div>
  );
}

const functionsByName = functionDefinitions.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const functionColumns: readonly Column<FunctionDefinition>[] = [
  {
    key: 'function',
    name: 'Function',
    width: 'minmax(200px, 1fr)',
    render: (definition) => (
      <div title={`${signatureOf(definition)}: ${definition.summary}`}>
        <div className="mono ellipsis">{signatureOf(definition)}</div>
        <div className="caption muted ellipsis">{definition.summary}</div>
      </div>
    ),
  },
];

const attributeColumns: readonly Column<{ readonly name: string }>[] = [
  { key: 'attribute', name: 'Source attribute', render: ({ name }) => <span className="mono">{name}</span> },
];
