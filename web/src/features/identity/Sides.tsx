/** Two records field by field, each line with its reason in words. */
import type { Match, MatchSide } from '@/api/types';
import { Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';

const fields = ['name', 'phone', 'document', 'birth', 'sex', 'age', 'area', 'address'] as const;
type Field = (typeof fields)[number];

/** Draw the comparison. */
export function Sides({ match }: { match: Match }) {
  const { w, text } = useUi();
  const words = w.identity;
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={words.why}>
      <table className="t sides">
        <thead><tr><th><span className="sr">{w.common.conflict.field}</span></th><th>{words.newcomer}</th><th>{words.known}</th><th>{words.why}</th></tr></thead>
        <tbody>{fields.map((field) => {
          const reason = match.reasons.find((one) => one.field === field);
          return (
            <tr key={field}>
              <th scope="row">{words.field[field]}</th>
              <Cell side={match.newcomer} field={field} /><Cell side={match.known} field={field} />
              <td>{reason ? <Status sign={reason.bits > 0 ? 'ok' : reason.bits < -3 ? 'over' : 'unk'}>{text(reason.text)}</Status> : <span className="t3">{words.noReason}</span>}</td>
            </tr>
          );
        })}</tbody>
      </table>
    </div>
  );
}

function Cell({ side, field }: { side: MatchSide; field: Field }) {
  const { w, text } = useUi();
  const value = field === 'area' ? side.area && text(side.area.name) : field === 'sex' ? side.sex && w.terms.sex[side.sex] : side[field];
  return <td className="b">{value ?? <span className="t3">{w.common.unknown}</span>}</td>;
}
