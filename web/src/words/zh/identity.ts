/** Words of the identity queue. */
export const identity = {
  title: '身份核对', lead: '两条记录可能是同一个人。系统只提出，由您判定；合并是一条可以撤销的链接，原有编号都不变。',
  state: '状态', verdict: '系统看法', states: { open: '待判定', same: '同一人', different: '两个人', undone: '已撤销合并' } as Record<string, string>,
  verdicts: { same: '很可能同一人', look: '请人看一看' } as Record<string, string>,
  empty: '没有等待核对的记录。', queue: '待核对的记录', choose: '选一对记录，在这里并排查看。',
  newcomer: '新登记', known: '已在册', score: '得分', bits: (n: string) => `${n} 比特`,
  field: { name: '姓名', phone: '电话', document: '证件', birth: '出生日期', sex: '性别', age: '年龄', area: '所在地', address: '住址' } as Record<string, string>,
  why: '依据', noReason: '没有可比的内容', masked: '列表里只显示掩码。打开后显示完整内容，并记入这两个人的查阅记录。', open: '打开这一对', opened: '已打开，查阅已记录。',
  same: '同一人', different: '两个人', undo: '撤销合并', undoWhy: '撤销理由', undoNow: '确认撤销', note: '备注（可不填）',
  decidedBy: (who: string, when: string) => `${who} 于 ${when} 判定`, decidedByRule: (when: string) => `证件号与姓名都相同，系统于 ${when} 自动链接`,
  keys: '快捷键：J 下一对，K 上一对，O 打开，S 同一人，D 两个人，U 撤销合并', openFirst: '先打开这一对，再判定。', none: '无',
};
