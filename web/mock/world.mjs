/** A small made-up outbreak in Yunlan Province, shaped like the desk's answers. For development and tests only. */
import { countyAreas, province, townshipAreas } from './places.mjs';

export const now = Date.parse('2022-03-07T06:05:00Z');
const hour = 3_600_000;
const iso = (at) => new Date(at).toISOString();
const date = (shift) => iso(now + 8 * hour + shift * 24 * hour).slice(0, 10);
const both = (zh, en) => ({ zh, en });

let seed = 7;
const random = () => ((seed = (seed * 16807) % 2147483647) - 1) / 2147483646;
const one = (list) => list[Math.floor(random() * list.length)];

const titles = { 2.2: both('密切接触者', 'Close contact'), 2.4: both('一般接触者', 'General contact'), 3.2: both('2 小时内网络直报', 'Report within 2 hours'), 3.4: both('24 小时内完成流调', 'Investigate within 24 hours'), 4.1: both('定点医院隔离治疗', 'Isolate and treat in hospital'), 5.1: both('14 天隔离加 7 天监测', '14 days quarantine, 7 days monitoring') };

export const clauses = Object.fromEntries([
  ['2.2', both('密切接触者：疑似和确诊病例发病前 4 天起、无症状感染者采样前 4 天起，与其近距离接触未采取有效防护的人。', 'Close contact: anyone near a suspected or confirmed case without effective protection from 4 days before onset, or from 4 days before the sample of an asymptomatic infection.')],
  ['2.4', both('一般接触者：同乘同住同学习等有过接触，但不符合密切接触者判定原则的人。', 'General contact: people who shared transport, living or study space but do not meet the definition of a close contact.')],
  ['3.2', both('发现病例后 2 小时内网络直报。', 'Report through the network within 2 hours of finding a case.')],
  ['3.4', both('24 小时内完成流行病学调查。', 'Finish the epidemiological investigation within 24 hours.')],
  ['4.1', both('确诊病例应在定点医院隔离治疗。', 'Confirmed cases are isolated and treated in a designated hospital.')],
  ['5.1', both('密切接触者集中隔离 14 天、居家健康监测 7 天，第 1、4、7、14 天检测。', 'Close contacts: 14 days of central quarantine and 7 days of health monitoring at home, tests on days 1, 4, 7 and 14.')],
].map(([number, text]) => [number, { edition: 'edi_cn8', number, label: `CN8 ${number}`, title: titles[number], text, certainty: number === '2.4' ? 'ours' : 'S:cn8', source: '防控方案（第八版）', date: '2021-05-14' }]));

const reason = (number, zh, en, evidence = {}) => ({ clause: clauses[number], text: both(zh, en), evidence });

export const incident = { id: 'inc_yl1', code: 'YL-1', name: both('呼吸道病毒疫情', 'respiratory virus outbreak'), edition: { id: 'edi_cn8', label: 'CN8', title: both('防控方案（第八版）', 'Control plan, 8th edition') }, began: date(-5), day: 6, area: { id: province.id, code: province.code, name: province.name } };

const people = ['顾文斌', '石梅', '方丽娟', '乔雨涵', '陶仁杰', '陆红', '何砚', '叶舟', '贾敏', '鲍晴', '任兰', '余声', '金瑞', '杜鹏', '赵进', '欧建华', '林可', '罗燕', '向晚', '钱瑞'];
const weights = [0, 9, 0, 0, 1, 5, 51, 3, 2, 3, 18, 0];
export const cases = [];
for (const [index, count] of weights.entries()) {
  for (let step = 0; step < count; step += 1) {
    const number = cases.length + 1;
    const onset = number % 6 === 0 ? null : date(-Math.min(6, Math.floor(random() * random() * 7)));
    const town = townshipAreas.filter((area) => area.parent_id === countyAreas[index].id);
    const place = town.length > 0 && number % 4 !== 0 ? one(town) : countyAreas[index];
    cases.push({
      id: `cas_${number}`, number: `TX-${String(number).padStart(3, '0')}`, version: 3, person: { id: `per_${number}`, name: one(people), sex: one(['f', 'm']), age: Math.floor(5 + random() * 75) },
      area: number === 88 ? null : { id: place.id, code: place.code, name: place.name }, county: number === 88 ? null : countyAreas[index].id, place: one([null, '望川二院', '棠溪一院']), case_class: number % 4 === 0 ? 'asymptomatic' : 'confirmed',
      found_by: number % 23 === 0 ? null : one(['control', 'control', 'control', 'screening', 'community']), onset, specimen: date(-Math.floor(random() * 5)), diagnosis: date(-Math.floor(random() * 3)), reported: date(-Math.floor(random() * random() * 7)),
      exposure_start: null, exposure_end: null, outcome: 'alive', death: null, contacts: Math.floor(random() * 16), links_in: number % 5 === 0 ? 2 : 1, links_out: Math.floor(random() * 4), tasks_open: Math.floor(random() * 3), tasks_overdue: number % 7 === 0 ? 1 : 0, incident_id: incident.id,
    });
  }
}
cases.sort((a, b) => a.number.localeCompare(b.number));

const kinds = [
  ['report', both('网络直报', 'Network report'), '3.2'], ['core_interview', both('核心信息流调', 'Core interview'), '3.4'], ['contact_list', both('接触者名单', 'Contact list'), '2.2'],
  ['confirm_contact', both('确认接触者', 'Confirm contact'), '2.2'], ['test', both('第 1 天检测', 'Day 1 test'), '5.1'], ['full_report', both('流调报告', 'Full report'), '3.4'],
];
export const kindRows = kinds;
export const tasks = Array.from({ length: 86 }, (_, index) => {
  const [kind, title, clause] = kinds[index % kinds.length];
  const subject = cases[(index * 7) % cases.length];
  const due = now + (index - 14) * 0.41 * hour + random() * hour;
  const done = index % 9 === 5;
  return {
    id: `tsk_${index}`, version: 1, kind, title, subject: { kind: 'case', id: subject.id, number: subject.number, name: subject.person.name }, case_id: subject.id, area: subject.area, due_at: index === 70 ? null : iso(due), created_at: iso(due - 12 * hour),
    done_at: done ? iso(now - hour) : null, owner: index % 3 === 0 ? { id: 'acc_tracer', display: both('沈瑶', 'Shen Yao') } : null, clause: clauses[clause], state: done ? 'done' : due < now ? 'overdue' : 'open', outcome: null, attempts: index % 4 === 0 ? 2 : 0,
  };
});

const relations = [['妻子', 'household', '2.2', 'close', both('密切接触者', 'close contact')], ['同车间', 'work', '2.2', 'close', both('密切接触者', 'close contact')], ['同桌吃饭', 'meal', '2.2', 'close', both('密切接触者', 'close contact')], ['同车', 'transport', '2.4', 'general', both('一般接触者', 'general contact')]];
export const contacts = Array.from({ length: 64 }, (_, index) => {
  const source = cases[index % 2 === 0 ? 46 : (index * 5) % cases.length];
  const [relation, setting, clause, tier, label] = relations[index % 4];
  const state = index % 5 < 2 ? 'confirmed' : index % 11 === 3 ? 'refuted' : 'proposed';
  const stages = [['central_quarantine', both('集中隔离', 'Central quarantine'), -1, 13], ['health_monitoring', both('居家健康监测', 'Health monitoring at home'), 13, 20]].map(([name, words, from, to]) => ({ state: name, label: words, start: date(from), end: date(to) }));
  const tests = [1, 4, 7, 14].map((day) => ({ day, on: date(day - 2), purpose: 'screen', label: both(`第 ${day} 天核酸`, `Day ${day} PCR`), state: day === 1 ? 'overdue' : day < 4 ? 'due' : 'later' }));
  return {
    id: `con_${index}`, version: 1, case: { id: source.id, number: source.number }, person: { id: `pco_${index}`, name: index % 13 === 7 ? null : people[index % people.length], age: index % 9 === 2 ? null : 18 + ((index * 7) % 60), sex: one(['f', 'm']), phone_masked: index % 6 === 5 ? null : `6000 ···· ${100 + index}` },
    area: source.area, tier, tier_label: label, state, last_exposure: index % 8 === 6 ? null : date(-2 - (index % 3)), relation, setting, reasons: [reason(clause, '发病前 4 天内同处，未做有效防护', 'Together within 4 days before onset, no effective protection', { minutes: 25 + index, setting })],
    undecided: false, needs: [], needs_words: [], proposed_tier: tier, why: null, decided_at: null, decided_by: state === 'proposed' ? null : both('沈瑶', 'Shen Yao'), plan: state === 'confirmed' && tier === 'close' ? { id: `pln_${index}`, order: false, stages, tests, end: date(20), undecided: false, needs: [], reasons: [reason('5.1', '密切接触者的隔离与检测安排', 'Quarantine and tests of a close contact')] } : null,
    became_case: index === 4 ? { id: 'cas_50', number: 'TX-050' } : null,
  };
});

const openOne = contacts.filter((contact) => contact.case.id === 'cas_47')[2];
Object.assign(openOne, { tier: null, tier_label: null, proposed_tier: null, state: 'proposed', undecided: true, needs: ['kinds', 'closed_space'], needs_words: [both('接触方式', 'Kinds of contact'), both('密闭空间', 'Closed space')], plan: null, decided_by: null });

export const links = [];
for (let index = 1; index < 70; index += 1) {
  const target = cases[index];
  const source = cases[index < 6 ? 0 : Math.floor(random() * Math.min(index, 24))];
  links.push({ id: `lnk_${index}`, source: source.id, target: target.id, setting: one(['household', 'work', 'meal', null]), ambiguous: index % 9 === 0 });
  if (index % 9 === 0 && cases[index - 2].id !== source.id) links.push({ id: `lnk_${index}b`, source: cases[Math.max(0, index - 5)].id, target: target.id, setting: 'transport', ambiguous: true });
}

export const exposures = contacts.filter((contact) => contact.case.id === 'cas_47').slice(0, 9).map((contact, index) => ({
  id: `exp_${index}`, person: contact.person, relation: contact.relation, setting: contact.setting, first: date(-4 + (index % 2)), last: index === 6 ? null : date(-3 + (index % 3)), minutes: index === 3 ? null : 20 + 45 * index, protected: index % 4 === 3 ? true : index === 5 ? null : false, closed_space: null, kinds: null, first_at: null, immunity: null, prophylaxis: null, via: null, via_first: null, via_isolated: null, version: 1, withdrawn: false, changes: [], recorded_at: iso(now - index * hour),
}));
export { both, date, iso, reason };
