import { Link as RouteLink, useLocation } from 'wouter';
import { Panel } from '../../components/panel.tsx';
import { ObjectBox } from '../directory-objects/object-box.tsx';
import { compareHref } from './places.ts';

/** The other tools of the workbench: what finds out something, and changes nothing by itself. */
export function WorkbenchPanel({ appId }: { readonly appId: string }) {
  const [, navigate] = useLocation();
  const app = `/entra/apps/${appId}`;
  return (
    <Panel title="Also on the workbench" flush>
      <ul className="explain-remedies">
        <li className="workbench-compare">
          <span className="strong">Compare sides</span>
          <span className="muted">Tenant object, mapped object and target resource, one attribute a row.</span>
          <ObjectBox
            chosen={null}
            label="Compare the sides of"
            placeholder="User or group"
            size="small"
            onPick={({ objectId }) => navigate(compareHref(appId, objectId))}
          />
        </li>
        {toolsOf(app).map(({ title, effect, href }) => (
          <li key={href}>
            <RouteLink className="link strong" href={href}>
              {title}
            </RouteLink>
            <span className="muted">{effect}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function toolsOf(app: string): readonly { readonly title: string; readonly effect: string; readonly href: string }[] {
  return [
    {
      title: 'Test an expression',
      effect: 'What it gives for somebody of the tenant, step by step.',
      href: `${app}/mappings/User/expression-builder`,
    },
    { title: 'Plan the next cycle', effect: 'Every request it would send. Only reads are sent.', href: `${app}/plan` },
    {
      title: 'Provision on demand',
      effect: 'One user or group now, in the four steps that Entra shows.',
      href: `${app}/on-demand`,
    },
    { title: 'Step mode', effect: 'Requests wait until you send, change, answer or drop them.', href: '/wire/step' },
    { title: 'Scenarios', effect: 'A whole rehearsal as a file, with what is expected of it.', href: '/scenarios' },
    { title: 'Recordings', effect: 'Traces to look at again.', href: '/recordings' },
  ];
}
