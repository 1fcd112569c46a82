/** The commander's desk: figures, map, curve, what to do now, tasks by kind. */
import { Await } from '@/parts/Await';
import { useUi } from '@/words/ui';
import { CurvePanel } from './CurvePanel';
import { DoNow } from './DoNow';
import { FeedList } from './FeedList';
import { KindTable } from './KindTable';
import { MapPanel } from './MapPanel';
import { Objectives } from './Objectives';
import { useCurve, useSummary } from './useFigures';
import './overview.css';

/** The first page of a commander. */
export default function Overview() {
  const { w } = useUi();
  const summary = useSummary();
  const curve = useCurve('report');
  return (
    <div className="ov">
      <h1 className="sr">{w.overview.title}</h1>
      <Await query={summary} rows={2}>{(figures) => <Objectives summary={figures} curve={curve.data} />}</Await>
      <div className="ovmain">
        <MapPanel />
        <div className="ovmid">
          <CurvePanel height="100%" />
          <Await query={summary}>{(figures) => <KindTable tasks={figures.tasks} />}</Await>
        </div>
        <div className="ovend">
          <DoNow limit={40} />
          <FeedList limit={20} />
        </div>
      </div>
    </div>
  );
}
