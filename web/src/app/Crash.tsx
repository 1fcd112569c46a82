/** What stands in place of a page that failed; the rest of the page goes on. */
import { Link } from 'react-router';
import { useUi } from '@/words/ui';

/** Say that this page failed and offer the way home. */
export function Crash() {
  const { w } = useUi();
  return (
    <div className="pad" role="alert">
      <p>{w.common.crashed}</p>
      <p style={{ marginTop: 8, display: 'flex', gap: 12 }}>
        <button type="button" className="btn" onClick={() => window.location.reload()}>{w.common.retry}</button>
        <Link className="btn" to="/" reloadDocument>{w.common.home}</Link>
      </p>
    </div>
  );
}

/** Say that there is no such address. */
export function NoPage() {
  const { w } = useUi();
  return <div className="pad"><p>{w.common.notFound}</p><p style={{ marginTop: 8 }}><Link to="/">{w.common.home}</Link></p></div>;
}
