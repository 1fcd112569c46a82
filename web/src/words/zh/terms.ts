/** Names of the codes the desk sends. A code without a name here is shown as it is. */
type Names = Record<string, string>;

export const terms = {
  caseClass: { suspected: '疑似', probable: '临床诊断', confirmed: '确诊', asymptomatic: '无症状', discarded: '排除', unknown: '未定' } as Names,
  foundBy: { control: '管控中', screening: '重点筛查', community: '社区', unknown: '发现方式不详' } as Names,
  sex: { f: '女', m: '男' } as Names,
  setting: { household: '同住', work: '同工作场所', school: '同校', meal: '聚餐', care: '照护', hospital: '医院', transport: '同乘', gathering: '聚集活动', brief: '短暂接触', other: '其他' } as Names,
  contactState: { proposed: '待确认', confirmed: '已确认', refuted: '已排除' } as Names,
  taskState: { open: '未完成', overdue: '超时', done: '已完成' } as Names,
  role: { commander: '指挥长', tracer: '流调员', resident: '居民', operator: '系统值守', service: '系统', administrator: '账号管理员', ombudsman: '监察员', steward: '身份核对员' } as Names,
  attempt: { reached: '已接通', no_answer: '无人接听', wrong_number: '号码不对', refused: '拒绝', interpreter: '需要翻译', call_back: '稍后回拨', done: '已完成', decided: '已作出判定', withdrawn: '不再需要' } as Names,
  outcome: { alive: '在治', recovered: '治愈', dead: '死亡' } as Names,
  importKind: { areas: '区划', linelist: '病例名单', links: '传播关系' } as Names,
  importState: { running: '进行中', waiting: '等待更正', closed: '已结束', stopped: '已停止' } as Names,
  rejectState: { open: '待更正', replayed: '已重放', dropped: '已放弃' } as Names,
  testState: { due: '今天该做', overdue: '已过期', later: '以后' } as Names,
  certainty: { S: '读自所列来源', M1: '一般认识，把握高', M2: '一般认识，把握中', M3: '一般认识，把握低', ours: '本平台自定' } as Names,
  certaintyShort: { S: '有出处', M1: '常识，把握高', M2: '常识，把握中', M3: '常识，把握低', ours: '本平台自定' } as Names,
  line: { prevention: '防控方案', treatment: '诊疗方案', supplement: '补充文件', common: '通用文件' } as Names,
  direction: { more: '数值越大，对人限制越多', fewer: '数值越大，对人限制越少', neutral: '不影响限制多少' } as Names,
  way: { stricter: '更严', lighter: '更宽', both: '有严有宽', neither: '不涉及宽严' } as Names,
  field: {
    number: '编号', name: '姓名', phone: '电话', sex: '性别', age: '年龄', case_class: '诊断分类', found_by: '发现方式', onset: '发病', specimen: '采样', diagnosis: '诊断',
    reported: '报告', exposure_start: '暴露开始', exposure_end: '暴露结束', place: '就诊地点', isolated: '隔离', outcome: '转归', death: '死亡日期', area_code: '区划代码', area: '所在地', relation: '关系',
    setting: '场所', first: '首次接触', last: '末次接触', minutes: '分钟', protected: '有防护', closed_space: '密闭空间', tier: '类别', state: '状态', why: '理由', version: '版本', owner: '负责人',
  } as Names,
  unit: { day: '天', day_of_stage: '第几天', year: '年', hour: '小时', hour_of_day: '点', minute: '分钟', count: '次（个）', person: '人', share: '%', per_10k: '每万人', per_100k: '每十万人', celsius: '℃', ct: 'Ct 值', score: '分', metre: '米' } as Names,
  needs: { onset: '发病日期', specimen: '采样日期', reported: '报告日期', isolated: '隔离日期', exposure_end: '暴露结束日期', exposure_first: '首次接触日期', exposure_last: '末次接触日期', contact_first_exposure: '首次接触日期', contact_isolated: '隔离日期', case_class: '诊断分类', lab_positive: '检测结果', symptoms: '有无症状', linked: '流行病学关联', setting: '场所', minutes: '接触时长', protected: '有无防护', closed_space: '是否密闭空间', day: '日期' } as Names,
  evidence: { start: '起', end: '止', days: '天数', anchor: '基准日', given: '符合', label: '类别', title: '条款', last: '末次接触', first: '首次接触', earliest: '最早', day: '第几天', hour: '时', convention: '计法', case_class: '分类', setting: '场所', minutes: '分钟', onset: '发病', test: '检测', ct: 'Ct' } as Names,
  decision: { case_class: '诊断分类', look_back: '追溯期', contact_tier: '接触类别', follow_up: '健康管理期限' } as Names,
};
