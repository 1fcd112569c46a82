/** The long answers of the mock: a case page, figures, a graph, receipts, a resident's record. For development and tests only. */
import { countyAreas, townshipAreas } from './places.mjs';
import { both, cases, clauses, contacts, date, exposures, incident, iso, kindRows, links, now, reason, tasks } from './world.mjs';

const hour = 3_600_000;
export const stamp = () => ({ as_of: iso(now), zone: 'Asia/Shanghai', cutoff_hour: 0 });
const foundOf = (one) => one.found_by ?? 'unknown';

export function casePage(id) {
  const found = cases.find((one) => one.id === id);
  if (!found) return null;
  const row = (hours, kind, zh, en, clause, limit) => ({ at: iso(now - hours * hour), precision: 'minute', kind, title: both(zh, en), clause: clause ? clauses[clause] : null, limit: limit ?? null, event: `evt_${hours}` });
  const timeline = [
    { ...row(150, 'look_back', '追溯起点', 'Look-back starts', '2.2'), at: date(-6), precision: 'day' }, ...(found.onset ? [{ ...row(60, "onset", "发病", "Onset", null), at: found.onset, precision: "day" }] : []),
    row(39, 'specimen', '采样', 'Specimen taken', null), row(29, 'positive', '初筛阳性', 'First positive', '3.2', { due_at: iso(now - 27 * hour), kept: true }), row(28, 'isolated', '隔离治疗', 'Isolated for treatment', '4.1', { due_at: iso(now - 27 * hour), kept: true }),
    row(23, 'reported', '网络直报', 'Reported', '3.2', { due_at: iso(now - 24 * hour), kept: false }), { ...row(0, 'report_due', '流调报告到期', 'Full report due', '3.4', { due_at: iso(now + 0.52 * hour), kept: null }), at: iso(now + 0.52 * hour) },
  ];
  const asLink = (link) => ({ id: link.id, from: ref(link.source), to: ref(link.target), setting: link.setting, setting_text: null, ambiguous: link.ambiguous, delay_days: 3 });
  return {
    ...found, isolated: null, links_outside: 0, timeline, links_in: links.filter((link) => link.target === id).map(asLink), links_out: links.filter((link) => link.source === id).map(asLink), exposures, contacts: contacts.filter((contact) => contact.case.id === id), tasks: tasks.filter((task) => task.case_id === id),
    decisions: {
      case_class: { outcome: found.case_class, undecided: false, needs: [], reasons: [reason('4.1', '检测阳性并有症状', 'Positive test with symptoms', { test: 'S-2203-88417', ct: '24 / 25' })], as_of: iso(now), problem: null },
      look_back: found.onset ? { outcome: { start: date(-6), end: date(-1) }, undecided: false, needs: [], reasons: [reason('2.2', '发病前 4 天按日历日计，起点取 00:00', 'Four calendar days before onset, from 00:00', { onset: found.onset })], as_of: iso(now), problem: null } : { outcome: null, undecided: true, needs: ['onset'], reasons: [], as_of: iso(now), problem: null },
    },
    corrections: [{ at: iso(now - 4.7 * hour), by: { display: both('沈瑶', 'Shen Yao') }, field: 'onset', old: date(-3), new: found.onset, why: '本人二次回忆，妻子佐证' }],
    held: false, same_person: [],
    opened_by: [{ at: iso(now - 0.2 * hour), display: both('沈瑶', 'Shen Yao'), role: both('流调员', 'tracer'), purpose: 'tracing', purpose_text: both('流调', 'tracing') }, { at: iso(now - 3 * hour), display: both('许航', 'Xu Hang'), role: both('流调员', 'tracer'), purpose: 'tracing', purpose_text: both('上门核实', 'visit') }],
  };
}

const ref = (id) => ({ id, number: cases.find((one) => one.id === id).number });
const count = (list, test) => list.filter(test).length;

export function summary() {
  const of = (value) => count(cases, (one) => one.case_class === value);
  const open = tasks.filter((task) => task.state !== 'done');
  const over = (list) => count(list, (task) => task.state === 'overdue');
  return {
    ...stamp(), cases: { total: cases.length, confirmed: of('confirmed'), asymptomatic: of('asymptomatic'), suspected: 0, probable: 0, class_unknown: 0, discarded: 0, report_unknown: 0, today: count(cases, (one) => one.reported === date(0)), yesterday: count(cases, (one) => one.reported === date(-1)), deaths: 0, onset_unknown: count(cases, (one) => !one.onset) },
    found: Object.fromEntries(['control', 'screening', 'community', 'unknown'].map((found) => [found, count(cases, (one) => foundOf(one) === found)])),
    contacts: { total: contacts.length, proposed: count(contacts, (one) => one.state === 'proposed'), confirmed: count(contacts, (one) => one.state === 'confirmed'), refuted: count(contacts, (one) => one.state === 'refuted'), undecided: 0, not_contacts: 0 }, plans: { total: count(contacts, (one) => one.plan), undecided: 0 },
    tasks: { open: open.length, overdue: over(open), due_today: 31, done_today: count(tasks, (task) => task.state === 'done'), by_kind: kindRows.map(([kind, title], index) => { const mine = open.filter((task) => task.kind === kind); return { kind, title, open: mine.length, overdue: over(mine), oldest_due: mine.map((task) => task.due_at).filter(Boolean).sort()[0] ?? null, p50_h: index === 5 ? null : 2.4 + index, p90_h: index === 5 ? null : 7.1 + 2 * index }; }) },
    links: { total: links.length, infectees: new Set(links.map((link) => link.target)).size, ambiguous: new Set(links.filter((link) => link.ambiguous).map((link) => link.target)).size, from_outside: 0 }, rows: {}, area_unknown: { cases: count(cases, (one) => !one.area) },
  };
}

export function mapFigures(level, parent) {
  const fine = level === 'township';
  const areas = fine ? townshipAreas.filter((area) => area.parent_id === parent) : countyAreas;
  const within = cases.filter((one) => !fine || one.county === parent);
  const at = (one) => (fine ? one.area?.id : one.county);
  const items = areas.filter((area) => area.id !== 'are_c3').map((area) => { const here = within.filter((one) => at(one) === area.id); const due = tasks.filter((task) => task.state !== 'done' && here.some((one) => one.id === task.case_id)); return { area_id: area.id, cases: here.length, cases_7d: here.length, contacts: here.reduce((sum, one) => sum + one.contacts, 0), tasks_open: due.length, tasks_overdue: count(due, (task) => task.state === 'overdue'), partial: false }; });
  const placed = items.reduce((sum, row) => sum + row.cases, 0);
  return { ...stamp(), items, unplaced: { cases: within.length - placed, cases_7d: 0, contacts: 0, tasks_open: 0, tasks_overdue: 0 }, level };
}

export function curve(by) {
  const field = { onset: 'onset', report: 'reported', specimen: 'specimen', diagnosis: 'diagnosis' }[by];
  const days = [...new Set(cases.map((one) => one[field]).filter(Boolean))].sort().map((day) => ({ day, ...Object.fromEntries(['control', 'screening', 'community', 'unknown'].map((found) => [found, count(cases, (one) => one[field] === day && foundOf(one) === found)])) }));
  return { ...stamp(), days, unknown_day: count(cases, (one) => !one[field]), month_only: 0, total: cases.length, by };
}

export function chains() {
  const top = cases.map((one) => ({ case_id: one.id, number: one.number, offspring: count(links, (link) => link.source === one.id), offspring_certain: count(links, (link) => link.source === one.id && !link.ambiguous) })).filter((row) => row.offspring > 0).sort((a, b) => b.offspring - a.offspring).slice(0, 12);
  const known = cases.length;
  return { ...stamp(), known, reported_total: 98, reported_source: null, from_outside: 0, lone: 16, components_total: 3, generation_unknown: 0, links: links.length, infectees: summary().links.infectees, ambiguous: summary().links.ambiguous, components: [[70, 'cas_1', 5], [4, 'cas_72', 2], [2, 'cas_80', 1]].map(([size, id, generations], component) => ({ component, size, root_ids: [id], roots: [ref(id)], generations })), offspring_top: top, sentence: both(`已知 ${known} / 报告 98 例`, `${known} of 98 cases known`) };
}

export function graph(query) {
  const generation = new Map([['cas_1', 0]]);
  for (const link of links) if (generation.has(link.source) && !generation.has(link.target)) generation.set(link.target, generation.get(link.source) + 1);
  const near = query.get('around');
  const kept = near ? new Set([near, ...links.filter((link) => link.target === near || link.source === near).flatMap((link) => [link.source, link.target])]) : new Set(generation.keys());
  if (near) for (const link of links) if (kept.has(link.target) && link.target !== near && !links.some((other) => other.source === near && other.target === link.target)) kept.add(link.source);
  const nodes = cases.filter((one) => kept.has(one.id)).map((one) => ({ id: one.id, number: one.number, generation: generation.get(one.id) ?? null, found_by: one.found_by, case_class: one.case_class, onset: one.onset, area_name: one.area?.name ?? null }));
  return { nodes, edges: links.filter((link) => kept.has(link.source) && kept.has(link.target)).map((link) => ({ source: link.source, target: link.target, setting: link.setting, ambiguous: link.ambiguous, link_id: link.id })), truncated: false, total: nodes.length };
}

export const delays = () => ({ ...stamp(), weeks: ['2022-W07', '2022-W08', '2022-W09', '2022-W10'].map((week, index) => ({ week, n: 8 + index * 9, median: 4.5 - index, p80: 6.8 - index * 1.2, min: 0, max: 11 - index, unknown: index, negative: 0 })), unknown: 15, negative: 1, n: 76 });
export const followUps = () => ({ ...stamp(), items: links.slice(0, 24).map((link, index) => ({ link_ids: [link.id], infectee: ref(link.target), ambiguous: link.ambiguous, needs: [], last_exposure: index === 5 ? null : date(-3), follow_up_end: index === 5 ? null : date(11), clause: clauses['5.1'], reason: index === 5 ? both('末次接触日期不详', 'The last exposure has no date') : both('末次接触后 14 天', '14 days after the last exposure') })), total: 24, unknown: 1 });

export const receipts = [
  { id: 'rcp_1', file: 'linelist-0306.csv', sha256: '9f2c81d0a1b2c3d4e5f60718293a4b5c', kind: 'linelist', state: 'waiting', read: 96, accepted: 92, duplicate: 1, rejected: 3, position: 96, rows_total: 96, by: { display: both('向晚', 'Xiang Wan') }, started_at: iso(now - 5 * hour), closed_at: null, balanced: true, mapping: { 编号: 'number', 发病日期: 'onset' }, columns: ['编号', '发病日期', '报告日期'], incident_id: incident.id, open_rejects: 3 },
  { id: 'rcp_2', file: 'areas.geojson', sha256: '11aa22bb33cc44dd55ee66ff77889900', kind: 'areas', state: 'closed', read: 12, accepted: 12, duplicate: 0, rejected: 0, position: 12, rows_total: 12, by: { display: both('向晚', 'Xiang Wan') }, started_at: iso(now - 7 * hour), closed_at: iso(now - 7 * hour), balanced: true, mapping: {}, columns: [], incident_id: null, open_rejects: 0 },
];
export const rejects = [
  { id: 'rej_1', row: 14, raw: { 编号: 'TX-093', 发病日期: '2022-02-31', 区划代码: '330107' }, problems: [{ code: 'DATE_IMPOSSIBLE', title: both('“2022-02-31” 没有这一天。请改成真实日期。', '"2022-02-31" is no date. Enter a real one.'), where: '发病日期' }], state: 'open' },
  { id: 'rej_2', row: 31, raw: { 编号: 'TX-094', 发病日期: '2022-03-05', 区划代码: '339999' }, problems: [{ code: 'AREA_UNKNOWN', title: both('区划代码 339999 不在区划表里。', 'Area 339999 is not in the area table.'), where: '区划代码' }], state: 'open' },
  { id: 'rej_3', row: 77, raw: { 编号: '', 发病日期: '0202-03-04', 区划代码: '330107' }, problems: [{ code: 'NUMBER_MISSING', title: both('缺编号。', 'The number is missing.'), where: '编号' }, { code: 'DATE_IMPOSSIBLE', title: both('年份 0202 不对。', 'The year 0202 is not plausible.'), where: '发病日期' }], state: 'open' },
];
export const edition = { id: 'edi_cn8', label: 'CN8', title: incident.edition.title, disease_id: 'respiratory', disease: both('呼吸道病毒', 'respiratory virus'), kind: 'prevention', review_by: '2027-06', overdue: 0, rules: [], date: '2021-05-14', until: null, certainty_counts: { S: 5, ours: 1 }, note: both('', ''), clauses: Object.values(clauses), numbers: [{ name: 'look_back_days', values: [4], unit: 'day', certainty: 'S:cn8', source: '防控方案（第八版）', date: '2021-05-14', direction: 'more', review_by: '2027-06', overdue: false, quoted_by: ['2.2'], note: null, changes: [] }], tiers: [{ id: 'close', label: both('密切接触者', 'close contact') }, { id: 'general', label: both('一般接触者', 'general contact') }] };
export const me = () => ({ person: { name: '林书宜', phone: '138 0000 5678' }, records: [{ what: both('接触者健康管理建议', 'Proposed schedule for a contact'), why: both('3 月 4 日您与一位确诊者在同一处停留约 25 分钟，没有戴口罩。', 'On 4 March you spent about 25 minutes near a person who was later confirmed, without a mask.'), clause: clauses['5.1'], since: date(-1), end: date(20), tests: contacts.find((one) => one.plan).plan.tests, stages: [], order: false, decided_by: both('沈瑶（棠溪疾控）', 'Shen Yao (Tangxi CDC)'), state: 'confirmed' }], opened_by: [{ id: 'opn_1', at: iso(now - hour), who: both('棠溪疾控流调员', 'Tracer, Tangxi CDC'), purpose: 'call', purpose_text: both('电话联系本人', 'to call the person'), level: 'identity', level_text: both('看到了姓名和电话', 'saw name and telephone number'), glass: false, reason: null }], requests: [], phone: { urgent: '120', help: '6000 0263' } });
export const feed = () => ({ items: [['TX-051 确诊', 'TX-051 confirmed', 'cas_51'], ['TX-047 更正发病日期', 'Onset of TX-047 corrected', 'cas_47'], ['导入 linelist-0306.csv：92 例', 'Imported linelist-0306.csv: 92 cases', null], ['确认 3 名密切接触者', '3 close contacts confirmed', 'cas_47'], ['TX-044 需要翻译', 'TX-044 needs an interpreter', 'cas_44']].map(([zh, en, id], index) => ({ event: `evt_f${index}`, at: iso(now - index * 0.4 * hour), kind: 'note', text: both(zh, en), area: { name: countyAreas[6].name }, subject: id ? { kind: 'case', id } : null })) });
const who = (id, zh, en) => ({ id, display: both(zh, en) });
export const accesses = () => [{ id: 'opn_2', at: iso(now - hour), account: who('acc_tracer', '沈瑶', 'Shen Yao'), role: 'tracer', office: countyAreas[6].name, person: 'per_0000000000047', purpose: 'break the glass', purpose_text: both('紧急查看', 'in an emergency, outside assigned work'), level: 'identity', level_text: both('看到了姓名和电话', 'saw name and telephone number'), glass: true, because: { kind: 'glass', id: 'gls_1' }, until: iso(now + 3 * hour) }];
export const review = () => ({ glasses: [{ id: 'gls_1', version: 1, account: who('acc_tracer', '沈瑶', 'Shen Yao'), person: 'per_0000000000047', reason: 'urgent_care', reason_text: both('紧急救治', 'urgent care'), text: '病人昏迷，联系家属', at: iso(now - hour), until: iso(now + 3 * hour), review_due: iso(now + 71 * hour), overdue: false, reviewed_at: null, reviewed_by: null, verdict: null, review: null, mine: false }], stops: [{ id: 'stp_1', version: 1, account: who('acc_2', '杜衡', 'Du Heng'), right: 'opening', cause: 'opens_hour', count: 60, at: iso(now - hour), released_at: null, released_by: null, reason: null, mine: false }], requests: [], limits: [{ name: 'opens_hour', value: 60, unit: 'persons per hour', source: 'ours' }], as_of: iso(now) });
const place = (area) => ({ id: area.id, code: area.code, name: area.name });
export const grants = [
  { id: 'gra_1', version: 1, record: { kind: 'case', id: 'cas_0000000000047' }, area: place(countyAreas[6]), to: place(countyAreas[2]), to_account: null, purpose: 'trace contacts', purpose_text: both('追踪密切接触者', 'to trace contacts'), why: both('该病例的密切接触者住在那里，由那里随访', 'A contact of this case lives there and is followed up there'), act: 'evt_0000000000g01', by_rules: true, issued_by: null, since: iso(now - 30 * hour), until: iso(now + 200 * hour), in_force: true, ended_at: null, ended_by: null, ended_by_rules: false, reason: null, reason_text: null, may_end: true, may_open: true },
  { id: 'gra_2', version: 2, record: { kind: 'case', id: 'cas_0000000000044' }, area: place(countyAreas[1]), to: place(countyAreas[6]), to_account: null, purpose: 'trace contacts', purpose_text: both('追踪密切接触者', 'to trace contacts'), why: both('该病例的密切接触者住在那里，由那里随访', 'A contact of this case lives there and is followed up there'), act: 'evt_0000000000g02', by_rules: true, issued_by: null, since: iso(now - 90 * hour), until: iso(now - 2 * hour), in_force: false, ended_at: iso(now - 2 * hour), ended_by: who('acc_2', '杜衡', 'Du Heng'), ended_by_rules: false, reason: 'objection', reason_text: both('本人或监护人提出异议', 'the person or her guardian objected'), may_end: false, may_open: false },
];
