import { Route, Switch } from 'wouter';
import { DeletedUsers } from './deleted-users.tsx';
import { GroupDetail } from './group-detail.tsx';
import { GroupList } from './group-list.tsx';
import { UserDetail } from './user-detail.tsx';
import { UserList } from './user-list.tsx';

/** The tenant's users and groups. A drawer is a part of its page's address, so that it can be linked and closed with Back. */
export function DirectoryObjectRoutes() {
  return (
    <Switch>
      <Route path="/entra/users/deleted">
        <DeletedUsers />
      </Route>
      <Route path="/entra/users/:id?">
        {({ id }) => (id === undefined || listDrawers.has(id) ? <UserList part={id} /> : <UserDetail objectId={id} />)}
      </Route>
      <Route path="/entra/groups/:id?/:part?">
        {({ id, part }) =>
          id === undefined || listDrawers.has(id) ? <GroupList part={id} /> : <GroupDetail objectId={id} part={part} />
        }
      </Route>
    </Switch>
  );
}

const listDrawers = new Set(['new', 'import']);
