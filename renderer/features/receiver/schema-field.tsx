import { Button, Field, Textarea } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { SchemaCheckView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';
import { type OutcomeRole, RoleIcon, roleColours } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import type { SchemaText } from './use-schema-text.ts';

/** Extensions and resource types of a directory's own: pasted or from a file, with every problem at its place. */
export function SchemaField({ schemas }: { readonly schemas: SchemaText }) {
  const { setText, check, problem } = schemas;
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const file = useRef<HTMLInputElement>(null);
  function change(text: string) {
    setTyped(text);
    setText(text);
  }
  function toggle() {
    setText(isOpen ? null : typed);
    setIsOpen(!isOpen);
  }
  return (
    <div className="stack">
      <div className="row">
        <Button size="small" aria-expanded={isOpen} onClick={toggle}>
          {say(isOpen ? 'directory.new.schemas.drop' : 'directory.new.schemas.add')}
        </Button>
        {isOpen && (
          <Button size="small" onClick={() => file.current?.click()}>
            {say('directory.new.schemas.file')}
          </Button>
        )}
        <input
          ref={file}
          type="file"
          accept=".json"
          hidden
          aria-label={say('directory.new.schemas.file')}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.[0];
            if (chosen !== undefined) void chosen.text().then(change);
            // The same file may be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      {isOpen && (
        <>
          <Field label={say('directory.new.schemas')} hint={say('directory.new.schemas.hint')}>
            <Textarea
              className="schema-text"
              rows={5}
              spellCheck={false}
              value={typed}
              onChange={(_event, { value }) => change(value)}
            />
          </Field>
          <ProblemBanner problem={problem} />
          <div role="status" className="schema-result">
            {schemas.text !== null && problem === null && <Result check={check} />}
          </div>
        </>
      )}
    </div>
  );
}

const fine: OutcomeRole = 'success';
const wrong: OutcomeRole = 'failed';

function Result({ check }: { readonly check: SchemaCheckView | null }) {
  if (check === null) return <span className="muted">{say('directory.new.schemas.checking')}</span>;
  const { problems, resourceTypes } = check;
  if (problems.length === 0) {
    return (
      <span className="row" style={roleColours(fine)}>
        <RoleIcon role={fine} />
        {say('directory.new.schemas.fine', { types: resourceTypes.map(typeText).join(', ') })}
      </span>
    );
  }
  return (
    <>
      <span className="row strong" style={roleColours(wrong)}>
        <RoleIcon role={wrong} />
        {counted(problems.length, say('directory.new.schemas.problems.one'))}
      </span>
      <ul>
        {problems.map(({ place, message, remedy }) => (
          <li key={`${place} ${message}`}>
            {place !== '' && <span className="mono">{place} </span>}
            {message} <span className="muted">{remedy}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function typeText({ name, extensions }: SchemaCheckView['resourceTypes'][number]): string {
  return extensions.length === 0 ? name : say('directory.new.schemas.extended', { name, extensions: extensions.join(', ') });
}
