/** The examples of a rule: given, as of, what comes out, and whether that is what its author expected. */
import { useState } from 'react';
import type { RulePage, WorkedExample } from '@/api/rulebook';
import { Empty } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { moment as momentIn } from '@/time/format';
import { useUi } from '@/words/ui';
import { Answer } from './Answer';
import { factRows, type Write } from './facts';

const atOnce = 15;
type Props = { page: RulePage; edition: string; onEdition: (id: string) => void; onTake: (one: WorkedExample, index: number) => void };

/** List them, of one edition or of all. */
export function Examples({ page, edition, onEdition, onTake }: Props) {
  const { w, n } = useUi();
  const words = w.rulebook;
  const [most, setMost] = useState(atOnce);
  const labels = new Map(page.examples.map((one) => [one.label, one.label]));
  const rows = page.examples.map((one, index) => ({ one, index })).filter(({ one }) => edition === '' || one.label === edition);
  const failing = rows.filter(({ one }) => !one.holds).length;
  return (
    <Section title={words.examples} sub={failing === 0 ? words.allHold(n(rows.length)) : words.someFail(n(failing), n(rows.length))}
      end={<label className="inline"><span className="sub">{words.ofEdition}</span><select className="in" value={edition} onChange={(event) => onEdition(event.target.value)}><option value="">{w.common.all}</option>{[...labels.keys()].map((label) => <option key={label} value={label}>{label}</option>)}</select></label>}>
      {rows.length === 0 ? <Empty>{words.noExamples}</Empty> : <ul className="examples">{rows.slice(0, most).map(({ one, index }) => <Row key={index} page={page} one={one} onTake={() => onTake(one, index)} />)}</ul>}
      {rows.length > most && <p className="pad"><button type="button" className="btn" onClick={() => setMost(most + 3 * atOnce)}>{words.moreExamples(n(rows.length - most))}</button></p>}
    </Section>
  );
}

function Row({ page, one, onTake }: { page: RulePage; one: WorkedExample; onTake: () => void }) {
  const { w, text } = useUi();
  const words = w.rulebook;
  const write = useWrite(one.zone);
  const rows = factRows(one.given, page.facts, page.codes[one.edition], write);
  return (
    <li>
      <div>
        <h3>{text(one.title)}</h3>
        <p className="sub">{one.label} · {words.asOf(write.moment(`${one.as_of}`))} {one.zone}</p>
        <p><Status sign={one.holds ? 'ok' : 'over'}>{one.holds ? words.holds : words.fails}</Status> <button type="button" className="btn txt sm" onClick={onTake}>{words.take}</button></p>
      </div>
      <div>{rows.length === 0 ? <p className="t3">{words.nothingKnown}</p> : <ul className="rows">{rows.map((row, index) => <li key={index} style={{ paddingLeft: row.depth * 14 }}><span className="t3">{text(row.label)}</span> {row.said}</li>)}</ul>}</div>
      <Answer answer={one.answer} zone={one.zone} />
    </li>
  );
}

/** The words in which facts are read. */
function useWrite(zone: string): Write {
  const { w, lang, text, day } = useUi();
  return {
    text, day, yes: w.common.yes, no: w.common.no, none: w.rulebook.none, row: w.rulebook.row,
    moment: (value) => (/(Z|[+-]\d{2}:\d{2})$/.test(value) ? momentIn(value, lang, zone, 0) : `${day(value.slice(0, 10))} ${value.slice(11, 16)}`),
  };
}
