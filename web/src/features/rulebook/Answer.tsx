/** An answer of a rule: its rows, what is missing, why; rows that the other side doesn't have are marked by sign and ground. */
import type { Line, ToldDecision } from '@/api/rulebook';
import { ClauseChip } from '@/parts/ClauseChip';
import { Status } from '@/parts/Icon';
import { moment as momentIn } from '@/time/format';
import { useUi } from '@/words/ui';
import { rowsOf, unlike, type Row } from './lines';

/** Flatten an answer with the words of the page; `zone` is the question's. */
export function useRows(zone: string): (answer: ToldDecision | undefined) => Row[] {
  const { w, lang, n, day, text } = useUi();
  const name = (line: Line) => (line.name ? text(line.name) : '');
  const say = (line: Line): string => {
    if (line.text) return text(line.text);
    switch (line.kind) {
      case 'open': return w.rulebook.open;
      case 'none': return w.rulebook.none;
      case 'truth': return line.value ? w.common.yes : w.common.no;
      case 'number': return n(Number(line.value));
      case 'day': return day(String(line.value));
      case 'moment': return /(Z|[+-]\d{2}:\d{2})$/.test(String(line.value)) ? momentIn(String(line.value), lang, zone, 0) : `${day(String(line.value).slice(0, 10))} ${String(line.value).slice(11, 16)}`;
      default: return String(line.value ?? '');
    }
  };
  return (answer) => (answer?.told ? rowsOf(answer.told, name, say) : []);
}

/** Draw one answer; `other` are the rows of the answer beside it. */
export function Answer({ answer, zone, other = null }: { answer: ToldDecision; zone: string; other?: Row[] | null }) {
  const { w, text } = useUi();
  const rows = useRows(zone)(answer);
  const differs = unlike(rows, other);
  return (
    <div className="answer">
      {answer.problem && <p><Status sign="block">{w.rulebook.refused}</Status> {text(answer.problem.title)}</p>}
      {answer.undecided && !answer.problem && <p><Status sign="unk">{w.rulebook.undecided}</Status>{answer.missing.length > 0 && <> {w.caseWords.needs(answer.missing.map(text).join(w.rulebook.comma))}</>}</p>}
      {rows.length > 0 && (
        <ul className="rows">{rows.map((row, index) => (
          <li key={index} className={differs[index] ? 'differs' : ''} style={{ paddingLeft: row.depth * 14 }}>
            {row.name !== '' && <span className="t3">{row.name}</span>} <b>{row.said}</b> {row.clause && <ClauseChip clause={row.clause} words="" />}
            {differs[index] && <span className="mark">{w.rulebook.differs}</span>}
          </li>
        ))}</ul>
      )}
      {answer.reasons.length > 0 && <ul className="why">{answer.reasons.map((reason, index) => <li key={index}><ClauseChip clause={reason.clause} words="" /> {text(reason.text)}</li>)}</ul>}
    </div>
  );
}
