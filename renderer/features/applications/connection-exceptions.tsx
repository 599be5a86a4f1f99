import { Field, Input, Switch, Textarea } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';

interface ConnectionExceptionsProps {
  readonly options: ConnectionOptions;
  onChange(options: ConnectionOptions): void;
}

/** What this connection may do although Entra would not: each off by default, each with the reason. */
export function ConnectionExceptions({ options, onChange }: ConnectionExceptionsProps) {
  const { certificateAuthority, certificateFingerprint, extraHeader } = options;
  return (
    <Panel title="Exceptions for this connection">
      <p className="caption muted entra-text">
        Off, this connection behaves as Entra ID does. What works only with one of these on will not work in a real tenant.
      </p>
      <Exception
        label="Allow plain http"
        reason="Entra ID calls https addresses only. Over http the token and every person's data can be read on the way."
        isOn={options.allowsPlainHttp}
        onToggle={(allowsPlainHttp) => onChange({ ...options, allowsPlainHttp })}
      />
      <Exception
        label="Trust a certificate authority of our own"
        reason="Entra ID trusts public certificate authorities only, and needs the whole chain."
        isOn={certificateAuthority !== null}
        onToggle={(isOn) => onChange({ ...options, certificateAuthority: isOn ? '' : null })}
      >
        <CertificateField
          text={certificateAuthority ?? ''}
          onChange={(text) => onChange({ ...options, certificateAuthority: text })}
        />
      </Exception>
      <Exception
        label="Trust this one certificate"
        reason="Entra ID cannot be told to accept a self-signed or expired certificate."
        isOn={certificateFingerprint !== null}
        onToggle={(isOn) => onChange({ ...options, certificateFingerprint: isOn ? '' : null })}
      >
        <Field
          label="SHA-256 fingerprint"
          hint="As openssl x509 -noout -fingerprint -sha256 prints it. Any other certificate is refused."
        >
          <Input
            className="mono"
            spellCheck={false}
            value={certificateFingerprint ?? ''}
            onChange={(_event, { value }) => onChange({ ...options, certificateFingerprint: value })}
          />
        </Field>
      </Exception>
      <Exception
        label="Send an extra header"
        reason="Entra ID sends no header of yours. A gateway or tunnel that asks for one would turn it away."
        isOn={extraHeader !== null}
        onToggle={(isOn) => onChange({ ...options, extraHeader: isOn ? { name: '', value: '' } : null })}
      >
        <div className="entra-two-columns">
          <Field label="Header name">
            <Input
              className="mono"
              spellCheck={false}
              value={extraHeader?.name ?? ''}
              onChange={(_event, { value }) =>
                onChange({ ...options, extraHeader: { name: value, value: extraHeader?.value ?? '' } })
              }
            />
          </Field>
          <Field label="Header value" hint="Kept like the token.">
            <Input
              className="mono"
              type="password"
              autoComplete="off"
              value={extraHeader?.value ?? ''}
              onChange={(_event, { value }) => onChange({ ...options, extraHeader: { name: extraHeader?.name ?? '', value } })}
            />
          </Field>
        </div>
      </Exception>
    </Panel>
  );
}

interface ExceptionProps {
  readonly label: string;
  readonly reason: string;
  readonly isOn: boolean;
  onToggle(isOn: boolean): void;
  readonly children?: ReactNode;
}

function Exception({ label, reason, isOn, onToggle, children }: ExceptionProps) {
  return (
    <div className="entra-exception">
      <div className="row">
        <Switch className="grow" label={label} checked={isOn} onChange={(_event, { checked }) => onToggle(checked)} />
        <StatusTag role={isOn ? 'warning' : 'neutral'} isPlain>
          Entra would refuse this
        </StatusTag>
      </div>
      <p className="caption muted entra-text">{reason}</p>
      {isOn && children}
    </div>
  );
}

function CertificateField({ text, onChange }: { readonly text: string; onChange(text: string): void }) {
  return (
    <>
      <Field label="Certificate authority (PEM)">
        <Textarea
          className="mono"
          rows={4}
          spellCheck={false}
          placeholder="-----BEGIN CERTIFICATE-----"
          value={text}
          onChange={(_event, { value }) => onChange(value)}
        />
      </Field>
      <Field label="Or read it from a file">
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".pem,.crt,.cer"
            className="entra-file"
            onChange={async (event) => {
              const file = event.currentTarget.files?.[0];
              if (file !== undefined) onChange(await file.text());
            }}
          />
        )}
      </Field>
    </>
  );
}
