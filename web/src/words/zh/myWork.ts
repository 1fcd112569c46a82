/** Words of a tracer's day. */
export const myWork = {
  title: '我的工作', counts: (open: string, over: string, done: string) => `未完成 ${open} · 超时 ${over} · 今日完成 ${done}`, byTime: '按剩余时间', everyones: '没有分给您的任务，下面是您辖区内的任务。', empty: '没有未完成的任务。', pick: '请在左边选一项任务。', noCase: '这项任务没有关联病例。',
  untilIsolated: '隔离为止（尚无隔离日期）', lookBack: '回溯', lookBackUnknown: '追溯期未定', onset: '发病', isolated: '隔离', lanesEmpty: '还没有暴露记录，登记后显示在这里。', undated: (n: number) => `${n} 条没有日期`, stripLabel: (n: number) => `暴露时间带，${n} 条`,
  contacts: '暴露与接触者', wait: (n: number) => `${n} 人待确认`, open: '打开病例', addExposure: '登记暴露',
  showPhone: '显示电话', phoneLogged: '查看会留下记录', call: (name: string) => `联系 ${name}`, callCase: '联系', noPhone: '没有登记电话', attempt: (n: number) => `第 ${n} 次`, outcome: '结果', oneKey: '一键一项', note: '备注', noteHint: '未发送的备注只存在本机，退出登录即清除', saved: '草稿已存', recorded: (words: string) => `已记录：${words}`, finish: '任务完成', history: '这项任务', historyAttempts: (n: string) => `已联系 ${n} 次`, last: '上次结果',
  keys: { title: '快捷键', next: '下一项、上一项', call: '联系', confirm: '确认接触者', change: '改类别', find: '查找', all: '全部快捷键', outcome: '联系结果', moveContact: '选上一位、下一位接触者', help: '按 ? 打开或关闭' },
  find: '在任务里查找',
};
