/** Words of the contact list and of deciding on a contact. */
export const contacts = {
  title: '接触者', state: '状态', tier: '类别', col: { person: '姓名', case: '病例', relation: '关系', last: '末次暴露', tier: '类别与条款', state: '状态', until: '管理至', next: '下次检测', decided: '决定人', area: '所在地' },
  empty: '没有符合条件的接触者。', close: '密切接触者', general: '一般接触者', secondary: '密接的密接', noName: '姓名不详', caseFilter: '病例',
  tierUndecided: '类别未定', tierNone: '不作为接触者', confirm: '确认', change: '改类别', refute: '排除', proposedBy: '方案提出', why: '理由', whyChange: '为什么改类别', whyRefute: '为什么排除', newTier: '改为', decide: '保存决定', proposal: '系统按方案提出，由您确认；改类别须写理由，两版都保留。',
  plan: '健康管理建议', notOrder: '这是建议安排，不是命令。', stages: '阶段', tests: '检测', noPlan: '尚无安排',
};
