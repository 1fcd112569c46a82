/** Answers a request like the desk would, from memory. For development and tests only; never part of the page. */
import * as details from './details.mjs';
import { cityAreas, countyAreas, province, shapes, townshipAreas } from './places.mjs';
import { both, cases, contacts, exposures, incident, iso, now, tasks } from './world.mjs';

const started = Date.now();
const clock = () => iso(now + (Date.now() - started));
const roles = { commander: both('沈知远', 'Shen Zhiyuan'), tracer: both('沈瑶', 'Shen Yao'), resident: both('林书宜', 'Lin Shuyi'), operator: both('向晚', 'Xiang Wan'), ombudsman: both('方晴', 'Fang Qing') };

const ok = (body, status = 200) => ({ status, body });
const problem = (status, code, zh, en, more = {}) => ({ status, body: { type: 'about:blank', code, status, title: both(zh, en), params: {}, ...more } });
const missing = () => problem(404, 'NOT_FOUND', '没有这条记录，或者不在您负责的区域内。', 'There is no such record, or it is not in your area.');

const session = (role) => ok({ account: { id: `acc_${role}`, name: role, display: roles[role], role, areas: [{ id: province.id, code: province.code, name: province.name, level: 'province' }] }, csrf: 'x', drill: false, live_url: '/live?ticket=t', incidents: [incident], notices: [], reviews: null, now: clock(), zone: 'Asia/Shanghai' });

function page(all, query) {
  const limit = Number(query.get('limit') ?? 50);
  const from = Number(query.get('cursor') ?? 0);
  return ok({ items: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null, total: all.length, as_of: clock() });
}

const wants = (query, name, value) => !query.get(name) || query.get(name) === value;
const inArea = (query, area) => !query.get('area') || area?.id === query.get('area') || townshipAreas.some((one) => one.id === area?.id && one.parent_id === query.get('area'));

const lists = {
  '/cases': (q) => page(cases.filter((one) => wants(q, 'case_class', one.case_class) && wants(q, 'found_by', one.found_by) && inArea(q, one.area) && (!q.get('onset') || (q.get('onset') === 'known') === (one.onset !== null)) && (!q.get('q') || one.number === q.get('q') || one.person.name === q.get('q'))), q),
  '/contacts': (q) => page(contacts.filter((one) => wants(q, 'state', one.state) && wants(q, 'tier', one.tier) && wants(q, 'case', one.case.id) && inArea(q, one.area)), q),
  '/tasks': (q) => page(tasks.filter((one) => wants(q, 'kind', one.kind) && inArea(q, one.area) && (q.get('mine') !== '1' || one.owner) && (!q.get('state') || (q.get('state') === 'open' ? one.state !== 'done' : one.state === q.get('state')))).sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9')), q),
};

const reads = {
  '/areas': (q) => ok({ items: [province, ...cityAreas, ...countyAreas, ...townshipAreas].filter((one) => one.parent_id === (q.get('parent') === 'root' ? null : q.get('parent'))) }),
  '/areas/map': (q) => ok(shapes(q.get('level'), q.get('parent'))), '/incidents': () => ok({ items: [incident] }),
  '/figures/summary': () => ok(details.summary()), '/figures/map': (q) => ok(details.mapFigures(q.get('level'), q.get('parent'))), '/figures/curve': (q) => ok(details.curve(q.get('by') ?? 'onset')),
  '/figures/delays': () => ok(details.delays()), '/figures/chains': () => ok(details.chains()), '/figures/chains/graph': (q) => ok(details.graph(q)), '/figures/follow-up-if-traced': () => ok(details.followUps()),
  '/imports': () => ok({ items: details.receipts }), '/editions': () => ok({ items: [details.edition] }), '/me': () => ok(details.me()), '/openings/review': () => ok(details.review()), '/accesses': (q) => page(details.accesses(), q), '/feed': () => ok(details.feed()), ...lists,
  '/grants': (q) => page(details.grants.filter((one) => (!q.get('state') || one.in_force === (q.get('state') === 'in_force')) && (!q.get('area') || [one.area.id, one.to.id].includes(q.get('area')))), q),
};

function readOne(path) {
  const [, family, id, more] = path.split('/');
  if (family === 'cases') return found(details.casePage(id));
  if (family === 'contacts') return found(contacts.find((one) => one.id === id));
  if (family === 'editions') return found(id === 'edi_cn8' || id === 'CN8' ? details.edition : null);
  if (family === 'imports') return more === 'rejects' ? page(id === 'rcp_1' ? details.rejects : [], new URLSearchParams()) : found(details.receipts.find((one) => one.id === id));
  return missing();
}

const found = (record) => (record ? ok(record) : missing());

function conflict(record, headers) {
  const yours = Number(headers['if-match']);
  return yours === record.version ? null : problem(409, 'VERSION_CONFLICT', `这条记录已被别人改过：您手里是第 ${yours} 版，现在是第 ${record.version} 版。`, `Somebody changed this record: you have version ${yours}, it is now at ${record.version}.`, { yours, current: record });
}

function decide(id, body, headers) {
  const contact = contacts.find((one) => one.id === id);
  if (!contact) return missing();
  if ((body.state === 'refuted' || (body.tier && body.tier !== contact.tier)) && !body.why) return problem(422, 'WHY_MISSING', '请写明理由。', 'Please give a reason.');
  const clash = conflict(contact, headers);
  if (clash) return clash;
  Object.assign(contact, { state: body.state, tier: body.tier ?? contact.tier, version: contact.version + 1, decided_by: roles.tracer });
  return ok(contact);
}

function changeTask(id, body, what, headers) {
  const task = tasks.find((one) => one.id === id);
  if (!task) return missing();
  if (what === 'attempt') Object.assign(task, { attempts: task.attempts + 1, outcome: body.outcome });
  else {
    const clash = conflict(task, headers);
    if (clash) return clash;
    Object.assign(task, { state: 'done', done_at: clock(), version: task.version + 1 });
  }
  return ok(task);
}

function correct(id, body, headers) {
  const record = cases.find((one) => one.id === id);
  const clash = record && conflict(record, headers);
  if (clash) return clash;
  Object.assign(record, { [body.field]: body.value, version: record.version + 1 });
  return ok(details.casePage(id));
}

function endGrant(id, body, headers) {
  const grant = details.grants.find((one) => one.id === id);
  if (!grant) return missing();
  const clash = conflict(grant, headers);
  if (clash) return clash;
  return ok(Object.assign(grant, { version: grant.version + 1, in_force: false, may_end: false, until: clock(), ended_at: clock(), ended_by: { id: 'acc_commander', display: roles.commander }, reason: body.reason, reason_text: both(body.reason, body.reason) }));
}

const untold = { closed_space: null, kinds: null, first_at: null, immunity: null, prophylaxis: null, via: null, via_first: null, via_isolated: null, version: 1, withdrawn: false, changes: [] };

function tellAgain(id, { why, ...told }, headers, withdrawn) {
  const record = exposures.find((one) => one.id === id);
  if (!record) return missing();
  const clash = conflict(record, headers);
  if (clash) return clash;
  const changes = withdrawn ? [{ at: clock(), field: 'withdrawn', old: false, new: true, why }] : Object.entries(told).map(([field, value]) => ({ at: clock(), field, old: record[field] ?? null, new: value, why }));
  return ok(Object.assign(record, told, { withdrawn, version: record.version + 1, changes: [...changes, ...record.changes] }));
}

function expose(id, body) {
  const accepted = body.rows.map((row, index) => {
    const person = { id: `pnw_${contacts.length}`, name: row.name, age: row.age ?? null, sex: row.sex ?? null, phone_masked: null };
    exposures.unshift({ id: `exp_n${exposures.length}`, person, relation: row.relation ?? null, setting: row.setting, first: row.first ?? null, last: row.last ?? null, minutes: row.minutes ?? null, protected: row.protected ?? null, ...untold, ...row, recorded_at: clock() });
    contacts.unshift({ ...contacts[0], id: `con_n${contacts.length}`, version: 1, person, state: 'proposed', plan: null, decided_by: null, became_case: null, case: { id, number: cases.find((one) => one.id === id).number }, setting: row.setting, relation: row.relation ?? null, last_exposure: row.last ?? null });
    return { row: index, id: `exp_n${index}` };
  });
  return ok({ event: 'evt_x', accepted, rejected: [] });
}

function write(path, body, headers) {
  const [, family, id, action] = path.split('/');
  if (path === '/tasks/assign') {
    for (const task of tasks) if (body.ids.includes(task.id)) task.owner = body.owner ? { id: body.owner, display: roles.tracer } : null;
    return ok({});
  }
  if (family === 'persons' && action === 'open') return ok({ id, name: '林书宜', phone: '6000-0418', document: null, birth: null, address: null, until: new Date(Date.parse(clock()) + 1_800_000).toISOString() });
  if (path === '/imports/preview') return ok({ file: 'linelist.csv', sha256: '9f2c', format: 'csv', encoding: 'utf-8', columns: [{ name: '编号', sample: ['TX-101', 'TX-102'], field: 'number' }, { name: '发病日期', sample: ['2022-03-05', null], field: 'onset' }, { name: '备注', sample: ['—', null], field: null }], fields: [['number', true], ['onset', false], ['reported', false], ['area_code', false]].map(([field, required]) => ({ field, required, label: both({ number: '编号', onset: '发病', reported: '报告', area_code: '区划代码' }[field], { number: 'Number', onset: 'Onset', reported: 'Reported', area_code: 'Area code' }[field]) })), rows_total: 120, problems: [] });
  if (path === '/imports') return ok(details.receipts[0], 202);
  if (family === 'grants') return endGrant(id, body, headers);
  if (family === 'contacts') return decide(id, body, headers);
  if (family === 'tasks') return changeTask(id, body, action, headers);
  if (family === 'imports') return ok(details.receipts[0]);
  if (family === 'exposures') return tellAgain(id, body, headers, action === 'withdrawal');
  if (family === 'cases' && action === 'corrections') return correct(id, body, headers);
  if (family === 'cases' && action === 'exposures') return expose(id, body);
  return missing();
}

/** Answer one request; `role` is who is signed in or null. */
export function answer({ method, path, query, body, headers, role }) {
  if (path === '/session') {
    if (method === 'GET') return role ? session(role) : problem(401, 'NOT_SIGNED_IN', '请先登录。', 'Please sign in first.');
    if (method === 'DELETE') return { status: 204, body: null, role: null };
    if (!(body.name in roles) || body.password !== body.name) return problem(401, 'SIGN_IN_FAILED', '用户名或密码不对。', 'The user name or the password is wrong.');
    return { ...session(body.name), role: body.name };
  }
  if (!role) return problem(401, 'NOT_SIGNED_IN', '请先登录。', 'Please sign in first.');
  if (method === 'GET') return reads[path]?.(query) ?? readOne(path);
  return write(path, body, headers);
}
