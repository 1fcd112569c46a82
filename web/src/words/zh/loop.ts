/** Words of the loop's page. */
export const loop = {
  title: '后续处理', failures: '没能处理的事件', lines: '处理环节', linesHint: '每类事实登记后，系统依次做的事', none: '没有失败的事件：登记的事实都得到了处理。',
  asOf: (at: string) => `截至 ${at}`, seconds: (count: string) => `${count} 秒`, days: (count: number) => `${count} 天`, and: '、', everywhere: '全辖区',
  col: { kind: '由什么引起', act: '要做的事', state: '状态', pending: '等待', oldest: '最久', givenUp: '放弃', waitsFor: '还没做的事', area: '地区', age: '已等', failure: '失败原因', next: '下次尝试' },
  line: { ok: '正常', soon: '积压', over: '有失败', block: '有放弃的' } as Record<string, string>,
  state: { trying: '还在重试', given_up: '不再自动重试', set_aside: '已搁置' },
  lane: { positive: '阳性优先队列', ordinary: '普通队列' },
  tried: (count: string) => `试过 ${count} 次`, retry: '再试', aside: '搁置', asideTitle: '搁置这个事件', why: '原因（记入账本）',
  asideHint: '搁置后系统不再处理这个事件，直到有人点“再试”。请写明原因，不要写人名。',
  kind: {
    'case.registered': '病例登记', 'case.corrected': '病例更正', 'case.transferred': '病例移交', 'exposure.recorded': '暴露登记', 'exposure.corrected': '暴露更正', 'exposure.withdrawn': '暴露撤回', 'contact.proposed': '接触者建议', 'contact.decided': '接触者判定',
  } as Record<string, string>,
  act: {
    issue_case_tasks: '下达病例任务', withdraw_case_tasks: '撤回已排除病例的任务', propose_contacts_of_cases: '按病例建议接触者', propose_contacts_of_exposures: '按暴露建议接触者', schedule_follow_up: '安排随访', issue_contact_tasks: '下达接触者任务',
    finish_settled_tasks: '结束已了结的任务', share_source_cases: '向接触者所在地开放病例', share_moved_cases: '开放移交的病例',
  } as Record<string, string>,
};
