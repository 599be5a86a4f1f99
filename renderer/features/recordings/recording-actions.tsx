import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontal16Regular } from '@fluentui/react-icons';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import type { Action } from '../../components/use-action.ts';
import { saveFile } from '../mappings/save-file.ts';

/** What can be exported: a recording, or a cycle of a live job. */
export type RecordingSource = { readonly recordingId: string } | { readonly appId: string; readonly cycleId: string };

/** Hands out a recording as a file. */
export function useRecordingExport(action: Action): (source: RecordingSource, format: 'trace' | 'har') => void {
  const api = useApi();
  return (source, format) =>
    void action.run(async () => {
      const file = format === 'har' ? await api.recordings.exportHar({ source }) : await api.recordings.exportTrace({ source });
      saveFile({ ...file, type: format === 'har' ? 'application/json' : 'application/jsonl' });
    });
}

interface RecordingMenuProps {
  readonly name: string;
  readonly source: RecordingSource;
  readonly action: Action;
  /** What else the menu offers, above and below the exports. */
  readonly onOpen: () => void;
  readonly pin?: { readonly isPinned: boolean; onChange(isPinned: boolean): void };
  readonly onDelete?: () => void;
}

/** The actions of a row. */
export function RecordingMenu({ name, source, action, onOpen, pin, onDelete }: RecordingMenuProps) {
  const exportAs = useRecordingExport(action);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontal16Regular />}
          aria-label={say('recordings.actions', { name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={onOpen}>{say('recordings.open')}</MenuItem>
          {pin !== undefined && (
            <MenuItem onClick={() => pin.onChange(!pin.isPinned)}>
              {pin.isPinned ? say('recordings.unpin') : say('recordings.pin')}
            </MenuItem>
          )}
          <MenuItem onClick={() => exportAs(source, 'trace')}>{say('recordings.trace')}</MenuItem>
          <MenuItem onClick={() => exportAs(source, 'har')}>{say('recordings.har')}</MenuItem>
          {onDelete !== undefined && <MenuItem onClick={onDelete}>{say('recordings.delete')}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
