import type { ProfileView } from '#shared/api/fault-views.ts';
import { say } from '../../app/messages.ts';
import { CodedText } from '../../components/coded-text.tsx';

/** A profile in full: what it imitates, what it does, where that is told. */
export function ProfileText({ profile }: { readonly profile: ProfileView }) {
  const { id, name, imitates, deeds, sources } = profile;
  return (
    <div className="profile-text">
      <div className="row">
        <span className="strong">{name}</span>
        <span className="mono muted">{id}</span>
      </div>
      <p>{imitates}</p>
      <ul aria-label={say('faults.profile.deeds')}>
        {deeds.map((deed) => (
          <li key={deed}>
            <CodedText text={deed} />
          </li>
        ))}
      </ul>
      <p className="caption muted">
        {say('faults.profile.sources')}{' '}
        {sources.map((source, index) => (
          <span key={source}>
            {index > 0 && ' · '}
            <CodedText text={source} />
          </span>
        ))}
      </p>
    </div>
  );
}
