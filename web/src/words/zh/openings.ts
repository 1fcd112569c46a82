/** Words about opening a person: the button, break-glass, the log of openings and its reviews. */
type Names = Record<string, string>;

export const openings = {
  show: '查看姓名和电话', showShort: '查看', showFor: (what: string) => `查看姓名和电话：${what}`, hint: '每次查看都会记录，本人可以看到', until: (t: string) => `${t} 前可见`, noPhone: '没有登记电话', noName: '没有登记姓名', emergency: '情况紧急，需要紧急查看',
  purpose: { call: '电话联系', 'trace contacts': '追踪接触者', 'check who it is': '核对身份', 'break the glass': '紧急查看', 'answer a request': '答复本人', 'open case': '看病例记录', 'find a person': '查找', } as Names,
  glass: {
    title: '紧急查看', lead: '这个人不在您当前的工作范围内。确有紧急情况时可以查看，最长 4 小时；指挥长和监察员会立即看到，72 小时内由另一人复核，逾期没有复核，您的账号会暂停到有人复核为止。', person: '人员编号', reason: '原因', why: '说明（复核的人据此判断）', ask: '确认并查看', done: (t: string) => `已打开，${t} 前可见。`, review: (t: string) => `复核期限 ${t}`,
    confirm: '请再次确认是您本人', code: '验证码或密码', sure: '确认', choose: '请选择',
    reasons: { urgent_care: '紧急救治', danger: '有人正处于危险中', handover: '负责的同事联系不上，需要接手', mix_up: '可能认错了人，需要立即核实' } as Names,
  },
  due: { waiting: (n: string, t: string) => `有 ${n} 次紧急查看等您复核，${t} 前没有复核，当事同事的账号会暂停使用。`, go: '去复核', own: (t: string) => `您的紧急查看还没有人复核。${t} 前没有复核，您的账号会暂停使用：请现在就联系指挥长或监察员。` },
  find: { title: '查找人员', lead: '只能用完整的号码，或姓名加出生日期。每次查找都会记录，查到的人也看得到。', key: '用什么查', value: '号码或姓名', birth: '出生日期', go: '查找', none: '没有找到，或不在您的范围内。', keys: { number: '病例编号', id_number: '证件号码', phone: '电话', name_birth: '姓名和出生日期' } as Names, links: '相关记录', name: '姓名', kinds: { case: '病例', contact: '接触者' } as Names },
  log: {
    title: '查看记录', sub: '谁、为了什么、打开过谁的记录', account: '账号', person: '人员编号', purpose: '用途', glass: '只看紧急查看', glassYes: '紧急查看', accountHint: '账号编号 acc_…', personHint: '人员编号 per_…', empty: '没有符合条件的记录。',
    col: { at: '时间', who: '账号', office: '单位与职责', person: '人员', purpose: '用途', level: '看到了什么', because: '因为' }, kinds: { task: '任务', case: '病例', contact: '接触者', glass: '紧急查看', request: '本人意见', match: '身份比对' } as Names, levels: { record: '记录，姓名已遮盖', search: '查找结果，姓名已遮盖', assigned: '分派任务列表中的姓名', identity: '姓名和电话' } as Names,
  },
  review: {
    title: '复核', sub: '紧急查看、暂停的账号、居民意见', waiting: (n: string) => `${n} 项待处理`, glasses: '紧急查看', stops: '达到上限或被暂停的账号', requests: '居民对本人记录的意见', limits: '本系统的上限', none: '没有待处理的事项。', settled: '已处理',
    due: (t: string) => `复核期限 ${t}`, overdue: '已过复核期限，账号已暂停；复核后立即恢复', mine: '这是您自己的，要由另一人复核', said: '填写的理由', approve: '认可', object: '提出异议', text: '理由（至少 10 个字）', release: '恢复权限', answer: '答复', answerText: '答复内容（至少 10 个字）', answered: '已答复', send: '提交',
    verdict: { approved: '已认可', objected: '已提出异议' } as Names, by: (who: string, t: string) => `${who} · ${t}`, opened: '查看他人信息', glassRight: '紧急查看', stopped: (right: string) => `已暂停：${right}`, released: '已恢复', count: (n: string) => `${n} 次`,
    causes: { opens_hour: '一小时内查看次数到达上限', opens_day: '一天内查看次数到达上限', refusals_hour: '一小时内多次查看无关人员', searches_hour: '一小时内查找次数到达上限', unreviewed: '紧急查看没有按时复核', objected: '复核提出了异议' } as Names,
    kinds: { complaint: '投诉', correction: '更正' } as Names, about: '关于这次查看', log: '看这个账号的记录', limit: '上限', value: '数值', source: '依据',
    names: { warn_first: '复核期限前第一次提醒', warn_last: '复核期限前最后提醒', change: '账号变动的确认期限', way_in: '两段登录码的有效时间', opens_hour: '每小时查看人数', opens_day: '每天查看人数', searches_hour: '每小时查找次数', refusals_hour: '每小时被拒次数', found_most: '一次查找最多找到', in_sight: '一次查看的可见时间', assigned: '分派任务列表中姓名的可见时间', glass: '紧急查看的时间', review: '紧急查看的复核期限', answer: '居民意见的答复期限' } as Names,
    units: { 'persons per hour': '人/小时', 'persons per day': '人/天', 'searches per hour': '次/小时', 'refusals per hour': '次/小时', 'persons per search': '人', minutes: '分钟', hours: '小时' } as Names,
  },
};
