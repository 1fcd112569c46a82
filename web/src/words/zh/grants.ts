/** Words about views across areas: which record another area may see, and ending it. */
type Names = Record<string, string>;

export const grants = {
  title: '跨区授权', sub: '哪些记录开放给其他区域查看、为什么、到什么时候', state: '状态', area: '区域', states: { in_force: '有效', ended: '已结束' } as Names,
  empty: '没有符合条件的授权。跨区授权是把一条记录开放给另一个区域看一段时间：病例在甲县、密切接触者住在乙县时，乙县在随访期间看得到这个病例的编号，看不到姓名，也不能修改；随访结束，授权自动失效。',
  kinds: { case: '病例', contact: '接触者', person: '人员', plan: '观察计划' } as Names,
  col: { record: '记录', way: '从哪里给哪里看', why: '用途与缘由', issued: '由谁开放', state: '状态', act: '操作' },
  to: '给', byRules: '系统按方案', someone: '未记录', since: (t: string) => `${t} 起`, until: (t: string) => `有效至 ${t}`, over: (t: string) => `已于 ${t} 结束`, ranOut: '到期自动结束', endedBy: (who: string) => `由${who}结束`, event: '账本编号',
  end: '结束', endFor: (what: string) => `结束授权：${what}`, endTitle: '结束跨区授权', endHint: (to: string) => `确认后，${to}立即看不到这条记录，系统也不会再自动开放给那里。您和结束的原因会写入账本。`, reason: '原因', choose: '请选择', sure: '结束授权', ending: '正在结束…',
  reasons: { not_tracing: '那里已不再随访相关接触者', mistaken: '当初开放有误', objection: '本人或监护人提出异议', otherwise: '两地已另行商定协查方式' } as Names,
};
