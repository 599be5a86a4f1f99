import { Button, Input, Select } from '@fluentui/react-components';
import { Add16Regular, Delete16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import type { ScopingClause, ScopingGroup } from '#shared/entra/scoping-filter.ts';
import { unsupportedAttributeReason } from '#shared/entra/scoping-filter-attributes.ts';
import { scopingOperatorNamed, scopingOperators } from '#shared/entra/scoping-filter-operators.ts';
import { clauseProblems } from '#shared/entra/scoping-filter-problems.ts';
import { emptyClause, type MissingPart, withClause, withOperator } from './scope-draft.ts';

interface ScopeGroupProps {
  readonly type: 'User' | 'Group';
  readonly group: ScopingGroup;
  /** Its place among the filters, from 1. */
  readonly number: number;
  readonly sourceAttributes: readonly string[];
  /** Attributes that may be named, those of an imported schema among them. */
  readonly declared: ReadonlySet<string>;
  /** Boxes of this filter that were found empty. */
  readonly missing: readonly MissingPart[];
  /** Null: the filter is deleted. */
  onChange(group: ScopingGroup | null): void;
}

/** One scoping filter: its title, and clauses that must all be true. */
export function ScopeGroup({ type, group, number, sourceAttributes, declared, missing, onChange }: ScopeGroupProps) {
  const messageAt = (clauseIndex: number | null) => missing.find((part) => part.clauseIndex === clauseIndex)?.message ?? null;
  const own = messageAt(null);
  const titleId = useId();
  return (
    <section className="panel" aria-label={`Scoping filter ${number}`}>
      <div className="panel-head">
        <label htmlFor={titleId} className="caption">
          Scoping Filter Title
        </label>
        <Input
          id={titleId}
          size="small"
          className="scope-title"
          value={group.name}
          aria-describedby={own === null ? undefined : `${titleId}-refusal`}
          onChange={(_event, { value }) => onChange({ ...group, name: value })}
        />
        <span id={`${titleId}-refusal`} className="grow caption scope-refusal">
          {own}
        </span>
        <Button
          appearance="subtle"
          size="small"
          icon={<Delete16Regular />}
          aria-label={`Delete scoping filter ${group.name}`}
          onClick={() => onChange(null)}
        />
      </div>
      <ol className="scope-clauses">
        {group.clauses.map((clause, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a clause has no name, and two may be equal while they are typed.
          <li key={index}>
            <span className="scope-and caption muted">{index === 0 ? '' : 'AND'}</span>
            <Clause
              type={type}
              clause={clause}
              name={`clause ${index + 1} of ${group.name}`}
              sourceAttributes={sourceAttributes}
              declared={declared}
              missing={messageAt(index)}
              onChange={(changed) => onChange(withClause(group, index, changed))}
            />
          </li>
        ))}
      </ol>
      <div className="scope-add">
        <Button
          appearance="subtle"
          size="small"
          icon={<Add16Regular />}
          onClick={() => onChange(withClause(group, group.clauses.length, emptyClause))}
        >
          Add New Scoping Clause
        </Button>
      </div>
    </section>
  );
}

interface ClauseProps {
  readonly type: 'User' | 'Group';
  readonly clause: ScopingClause;
  /** Where it stands, for those who hear the page. */
  readonly name: string;
  readonly sourceAttributes: readonly string[];
  readonly declared: ReadonlySet<string>;
  readonly missing: string | null;
  onChange(clause: ScopingClause | null): void;
}

function Clause({ type, clause, name, sourceAttributes, declared, missing, onChange }: ClauseProps) {
  const operator = scopingOperatorNamed(clause.operator);
  const isComplete = clause.attribute !== '' && clause.values.every((value) => value !== '');
  const [problem] = isComplete ? clauseProblems(clause, type, name, declared) : [];
  return (
    <div className="scope-clause">
      <AttributeSelect
        name={name}
        value={clause.attribute}
        sourceAttributes={sourceAttributes}
        onChange={(attribute) => onChange({ ...clause, attribute })}
      />
      <Select
        size="small"
        aria-label={`Operator of ${name}`}
        value={operator?.portalName ?? clause.operator}
        onChange={(_event, { value }) => onChange(withOperator(clause, value, scopingOperatorNamed(value)?.arity === 'Unary'))}
      >
        {operator === undefined && <option value={clause.operator}>{clause.operator}</option>}
        {scopingOperators.map(({ id, portalName, isSupported, summary }) => (
          <option key={id} value={portalName} disabled={!isSupported} title={summary}>
            {isSupported ? portalName : `${portalName} (not supported)`}
          </option>
        ))}
      </Select>
      {operator?.arity === 'Unary' ? (
        <span />
      ) : (
        <Input
          size="small"
          className="mono"
          aria-label={`Value of ${name}`}
          value={clause.values.join('; ')}
          onChange={(_event, { value }) => onChange({ ...clause, values: [value] })}
        />
      )}
      <Button
        appearance="subtle"
        size="small"
        icon={<Dismiss16Regular />}
        aria-label={`Delete ${name}`}
        onClick={() => onChange(null)}
      />
      <Remark missing={missing} problem={problem} summary={operator?.summary} />
    </div>
  );
}

interface RemarkProps {
  readonly missing: string | null;
  readonly problem: { readonly message: string; readonly remedy: string } | undefined;
  readonly summary: string | undefined;
}

/** What is wrong with a clause; what its operator asks where nothing is. */
function Remark({ missing, problem, summary }: RemarkProps) {
  if (missing === null && problem === undefined) return <span className="scope-remark caption muted">{summary}</span>;
  return (
    <span className="scope-remark caption scope-refusal" role="status">
      {missing ?? `${problem?.message} ${problem?.remedy}`}
    </span>
  );
}

interface AttributeSelectProps {
  readonly name: string;
  readonly value: string;
  readonly sourceAttributes: readonly string[];
  onChange(attribute: string): void;
}

/** The source attributes; those that Entra takes no clause on are there, and cannot be chosen. */
function AttributeSelect({ name, value, sourceAttributes, onChange }: AttributeSelectProps) {
  const isKnown = value === '' || sourceAttributes.includes(value);
  return (
    <Select size="small" aria-label={`Attribute of ${name}`} value={value} onChange={(_event, data) => onChange(data.value)}>
      <option value="">Choose an attribute</option>
      {!isKnown && <option value={value}>{value}</option>}
      {sourceAttributes.map((attribute) => {
        const reason = unsupportedAttributeReason(attribute, null);
        return (
          <option key={attribute} value={attribute} disabled={reason !== null} title={reason ?? undefined}>
            {reason === null ? attribute : `${attribute} (not supported in filters)`}
          </option>
        );
      })}
    </Select>
  );
}
