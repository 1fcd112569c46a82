/** A proof as a drawing: from the leaf up, at each step the hash beside it, to the root that the checkpoint states. */
import { useQuery } from '@tanstack/react-query';
import type { Proof } from '@/api/calls/ledger';
import { Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';
import { climb, type Step } from './tree';

const digits = 10;

/** Draw the way of a proof; the page computes every hash itself. */
export function Way({ proof }: { proof: Proof }) {
  const { w, n } = useUi();
  const way = useQuery({ queryKey: ['ledger', 'way', proof.event, proof.checkpoint], queryFn: () => climb(proof), retry: false });
  const file = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(proof, null, 1))}`;
  return (
    <div className="pad">
      <p>
        {way.data && <Status sign={way.data.holds ? 'ok' : 'over'}>{way.data.holds ? w.ledger.holds(n(proof.leaf.number + 1), n(way.data.size)) : w.ledger.fails}</Status>}
        {way.isError && <span className="t2">{w.ledger.noCrypto}</span>}
        {' '}<a className="btn sm" download={`${proof.event}.proof.json`} href={file}>{w.ledger.download}</a>
      </p>
      {way.data && (
        <ol className="ledger-way" aria-label={w.ledger.way}>
          <li><span className="ledger-node own"><small>{w.ledger.root}</small><Hash value={way.data.root} /></span></li>
          {[...way.data.steps].reverse().map((step) => <Level key={step.own} step={step} isLeaf={step.own === way.data.leaf} />)}
          {way.data.steps.length === 0 && <li><span className="ledger-node own"><small>{w.ledger.leaf}</small><Hash value={way.data.leaf} /></span></li>}
        </ol>
      )}
    </div>
  );
}

function Level({ step, isLeaf }: { step: Step; isLeaf: boolean }) {
  const { w } = useUi();
  const own = <span className="ledger-node own"><small>{isLeaf ? w.ledger.leaf : w.ledger.node}</small><Hash value={step.own} /></span>;
  const beside = <span className="ledger-node"><small>{w.ledger.beside}</small><Hash value={step.beside} /></span>;
  return <li>{step.isLeft ? <>{beside}{own}</> : <>{own}{beside}</>}</li>;
}

function Hash({ value }: { value: string }) {
  return <span className="mono" title={value}>{value.slice(0, digits)}…</span>;
}
