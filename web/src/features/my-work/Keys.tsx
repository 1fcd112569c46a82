/** The keys, as hints in the footer and in full. */
import { Modal } from 'antd';
import type { Words } from '@/words/zh';
import { useUi } from '@/words/ui';

type KeyWords = Words['myWork']['keys'];

const hints = (words: KeyWords): [string[], string][] => [[['J', 'K'], words.next], [['C'], words.call], [['Enter'], words.confirm], [['E'], words.change], [['/'], words.find], [['?'], words.all]];
const rest = (words: KeyWords): [string[], string][] => [[['↑', '↓'], words.moveContact], [['1', '–', '6'], words.outcome]];

/** The footer line. */
export function KeyBar({ onHelp }: { onHelp: () => void }) {
  const { w } = useUi();
  return (
    <footer className="keys">
      {hints(w.myWork.keys).map(([keys, words]) => <span key={words}>{keys.map((key) => <kbd key={key}>{key}</kbd>)} {words}</span>)}
      <button type="button" className="btn txt sm" style={{ marginLeft: 'auto' }} onClick={onHelp}>{w.myWork.keys.all}</button>
    </footer>
  );
}

/** All keys. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { w } = useUi();
  const words = w.myWork.keys;
  return (
    <Modal open title={words.title} onCancel={onClose} footer={<span className="sub">{words.help}</span>}>
      <table className="t"><tbody>{[...hints(words), ...rest(words)].map(([keys, what]) => <tr key={what}><td className="nw">{keys.map((key) => (key === '–' ? key : <kbd key={key}>{key}</kbd>))}</td><td>{what}</td></tr>)}</tbody></table>
    </Modal>
  );
}
