/** Words of the resident's page: plain and kind, no jargon. */
export const me = {
  title: '我的记录', hello: (name: string) => `${name}，您好`, nothing: '系统里没有关于您的健康管理记录。', notOrder: '这是建议的安排，不是命令。正式决定会由疾控人员当面或书面告诉您。',
  why: '为什么', rule: '依据', since: '从', until: '到', decided: '谁决定的', tests: '检测安排', opened: '谁看过我的记录', openedNone: '没有人打开过您的记录。', noEnd: '还没有定下结束日期', nobody: '还没有人作出决定', today: '今天该做', overdue: '已过日期，请联系我们补做', later: '以后',
  urgentNumber: '120', urgent: '有紧急情况，请直接就医', urgentSub: '任何时候都不需要出示任何记录', help: '有疑问或觉得不对', helpCall: (n: string) => `打 ${n}`, signOut: '退出', what: '记录了什么',
};
