import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import { curlOf } from '#shared/trace/exchange-curl.ts';
import { harOf } from '#shared/trace/exchange-har.ts';
import { httpFileOf } from '#shared/trace/exchange-http-file.ts';
import { powershellOf } from '#shared/trace/exchange-powershell.ts';
import { useAction } from '../../components/use-action.ts';

const kinds = [
  { name: 'cURL', hint: 'bash; the token is $SCIM_TOKEN', write: curlOf },
  { name: 'PowerShell', hint: 'version 7; the token is $env:SCIM_TOKEN', write: powershellOf },
  { name: 'HTTP file', hint: 'for the HTTP client of an editor', write: httpFileOf },
  {
    name: 'HAR',
    hint: 'both messages, for a browser or a proxy',
    write: (exchange: ExchangeDetailView) => JSON.stringify(harOf([exchange]), null, 2),
  },
] as const;

/** The exchange for another program. No copy holds a secret. */
export function CopyAs({ exchange }: { readonly exchange: ExchangeDetailView }) {
  const { run, problem } = useAction();
  const [copied, setCopied] = useState<string | null>(null);
  async function copy({ name, write }: (typeof kinds)[number]) {
    setCopied((await run(() => navigator.clipboard.writeText(write(exchange)))) ? name : null);
  }
  return (
    <>
      <span className="caption muted copied-note" role="status">
        {problem !== null
          ? 'Copying was not allowed'
          : copied !== null && `${copied} copied${exchange.isCut ? ', body cut' : ''}`}
      </span>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" size="small" icon={<Copy16Regular />}>
            Copy as
          </Button>
        </MenuTrigger>
        <MenuPopover className="query-menu">
          <MenuList>
            {kinds.map((kind) => (
              <MenuItem key={kind.name} subText={kind.hint} onClick={() => void copy(kind)}>
                {kind.name}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
