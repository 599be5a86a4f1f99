import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { bladeOf } from './application-page.tsx';

interface CreateApplicationDrawerProps {
  readonly isOpen: boolean;
  onClose(): void;
}

/** Entra's pane word for word. A gallery is not part of a rehearsal, so it opens on the application one makes oneself. */
export function CreateApplicationDrawer({ isOpen, onClose }: CreateApplicationDrawerProps) {
  return isOpen ? <OpenCreateApplication onClose={onClose} /> : null;
}

function OpenCreateApplication({ onClose }: { onClose(): void }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const action = useAction();

  async function create() {
    await action.run(async () => {
      const application = await api.apps.create({ name: name.trim() });
      navigate(bladeOf(application.id, 'overview'));
    });
  }

  return (
    <DrawerFrame
      title="Create your own application"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={name.trim() === '' || action.isBusy} onClick={create}>
            Create
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <span className="entra-consequence muted caption">
            Starts with the default SCIM mappings: 22 for users, 3 for groups
          </span>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <Field label="What's the name of your app?" required>
        <Input
          value={name}
          onChange={(_event, { value }) => setName(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && name.trim() !== '') void create();
          }}
        />
      </Field>
      <Field label="What are you looking to do with your application?">
        <RadioGroup defaultValue="non-gallery">
          <Radio
            value="proxy"
            disabled
            label={<NotRehearsed text="Configure Application Proxy for secure remote access to an on-premises application" />}
          />
          <Radio
            value="register"
            disabled
            label={<NotRehearsed text="Register an application to integrate with Microsoft Entra ID (App you're developing)" />}
          />
          <Radio value="non-gallery" label="Integrate any other application you don't find in the gallery (Non-gallery)" />
        </RadioGroup>
      </Field>
    </DrawerFrame>
  );
}

function NotRehearsed({ text }: { readonly text: string }) {
  return (
    <span>
      {text}
      <span className="entra-choice-text caption">Not part of a rehearsal</span>
    </span>
  );
}
