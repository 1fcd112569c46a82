/** Words of the resident's page: plain and kind, no jargon. */
export const me = {
  title: '我的记录', hello: (name: string) => `${name}，您好`, nothing: '系统里没有关于您的健康管理记录。', joined: '来自另一份已确认属于您的记录', notOrder: '这是建议的安排，不是命令。正式决定会由疾控人员当面或书面告诉您。',
  why: '为什么', rule: '依据', since: '从', until: '到', decided: '谁决定的', tests: '检测安排', opened: '谁看过我的记录', openedNone: '没有人打开过您的记录。', openedAll: (n: string) => `共 ${n} 次，全部列在这里。`, glass: '紧急查看', about: '对这次查看有疑问', copy: '下载我的全部数据（CSV）', ask: '投诉或更正', askLead: '监察员会在 24 小时内书面答复。', askAbout: '关于选中的那次查看', askText: '请写下您的意见（至少 10 个字）', askSend: '提交', asked: '我提出的意见', askedNone: '您还没有提出过意见。', sent: (t: string) => `已提交，${t} 前答复。`, answer: '答复', waiting: (t: string) => `等待答复，期限 ${t}`, complaint: '投诉', correction: '更正', kind: '类型', noEnd: '还没有定下结束日期', nobody: '还没有人作出决定', today: '今天该做', overdue: '已过日期，请联系我们补做', later: '以后',
  urgentNumber: '120', urgent: '有紧急情况，请直接就医', urgentSub: '任何时候都不需要出示任何记录', help: '有疑问或觉得不对', helpCall: (n: string) => `打 ${n}`, signOut: '退出', what: '记录了什么',
};
