import type { Link, StateWrite } from './effect.ts';

/** How a link stands once a change is through. */
interface LinkStanding {
  readonly isManaged: boolean;
  readonly isUnechoed: boolean;
  readonly isUnsettled: boolean;
}

function standingOf({ isManaged, isUnechoed, isUnsettled }: Link): LinkStanding {
  return { isManaged, isUnechoed: isUnechoed === true, isUnsettled: isUnsettled === true };
}

/** Nothing where the link stands so already. */
export function standingWrites(link: Link, change: Partial<LinkStanding>): readonly StateWrite[] {
  const before = standingOf(link);
  const after = { ...before, ...change };
  const isSame =
    before.isManaged === after.isManaged && before.isUnechoed === after.isUnechoed && before.isUnsettled === after.isUnsettled;
  return isSame ? [] : [{ kind: 'put-link', link: withStanding(link, after) }];
}

export function withStanding(link: Link, { isManaged, isUnechoed, isUnsettled }: LinkStanding): Link {
  const { isUnechoed: _echo, isUnsettled: _settled, ...rest } = link;
  return { ...rest, isManaged, ...(isUnechoed ? { isUnechoed } : {}), ...(isUnsettled ? { isUnsettled } : {}) };
}
