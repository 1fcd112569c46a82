/** Words of the case list. */
export const cases = {
  title: '病例',
  search: '编号或姓名（完整）',
  onset: '发病日期', onsetKnown: '已知', onsetUnknown: '不详',
  caseClass: '诊断分类', foundBy: '发现方式', sort: '排序', byReported: '按报告日', byOnset: '按发病日',
  col: { number: '编号', person: '姓名', class: '分类', found: '发现方式', area: '所在地', onset: '发病', reported: '报告', diagnosis: '诊断', contacts: '接触者', links: '来源/下游', tasks: '任务' },
  noName: '未登记姓名', areaUnknown: '所在地不详',
  empty: '没有符合条件的病例。', emptyAll: '还没有病例。请先在“导入”里导入病例名单。', toImport: '去导入',
  overdue: (n: string) => `超 ${n}`,
};
