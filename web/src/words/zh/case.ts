/** Words of the case page. */
export const caseWords = {
  facts: { class: '诊断', found: '发现方式', onset: '发病', specimen: '采样', diagnosis: '诊断日', reported: '报告', lookBack: '追溯期', source: '可能来源', contacts: '接触者', outcome: '转归', place: '就诊', tasks: '任务' },
  noSource: '没有来源记录',
  timeline: '时间线', timelineEmpty: '还没有时间点。', limitKept: '未超时限', limitMissed: '超过时限', limitOpen: '时限',
  chain: '传播链', chainPart: (near: number, all: number) => `这一簇共 ${all} 例，这里画出与本例上下游相连的 ${near} 例。`, chainEmpty: '没有与这一例相连的传播关系。',
  links: (n: number, m: number) => `来源 ${n}，下游 ${m}`,
  contacts: '接触者', contactsSum: (total: string, proposed: string, confirmed: string, refuted: string) => `${total} = 待确认 ${proposed} + 已确认 ${confirmed} + 已排除 ${refuted}`,
  contactsEmpty: '还没有接触者。登记暴露后，系统会按方案提出接触者，由人确认。',
  person: '姓名', relation: '关系', last: '末次暴露', tier: '类别与条款', state: '状态', decidedBy: '决定人', became: (n: string) => `已成为病例 ${n}`,
  reasons: '理由与证据', recordedAs: (label: string) => `登记为${label}，规则尚不能证实。`, undecided: '依据不足，尚未判定', needs: (list: string) => `还缺：${list}`, noReasons: '没有理由记录。',
  corrections: '更正记录', correctionsSub: '原值保留', correctionsEmpty: '没有更正过。', was: '原值 → 现值',
  opened: '谁看过', openedSub: '本人可查', openedTimes: (n: number) => `${n} 次`, openedEmpty: '没有人打开过。',
  correct: '更正', correctTitle: '更正一项', field: '项目', value: '新值', why: '理由', whyHint: '为什么更正、依据什么；原值会保留', send: '保存更正', sending: '正在保存', emptyIsUnknown: '留空表示不详',
  move: '移交', moveTitle: '移交到其他地区', moveTo: '移交到', areaStep: (n: number) => `第 ${n} 级地区`, areaChoose: '请选择', moveHint: (from: string) => `病例现在归 ${from}。暴露、接触者、管控计划和任务随病例一并移交，原地区不再看到。`, moveWhy: '随病例保留', moveSend: '移交病例',
  expose: '登记暴露', exposeTitle: '登记暴露', exposeSend: '登记并提出接触者', exposeDone: (n: number) => `已登记 ${n} 条，接触者已提出，见上表。`, exposeRejected: (n: number) => `${n} 条未能登记，内容已保留：`,
  exposures: '暴露记录', exposuresEmpty: '还没有暴露记录。', setting: '场所', period: '时间', minutes: '分钟', protected: '防护', recorded: '登记时间', addRow: '再加一人', removeRow: '去掉这一人', rowOf: (n: number) => `第 ${n} 人`,
  tasks: '任务', tasksEmpty: '没有任务。', done: '完成', mapAlt: '传播链，列为代次',
};
