/** Words of the task list. */
export const tasks = {
  title: '任务', kind: '环节', state: '状态', mine: '归谁', unfinished: '未完成（含超时）', onlyMine: '只看我的', col: { left: '剩余', title: '任务', subject: '对象', area: '所在地', due: '时限', owner: '负责人', attempts: '联系次数', clause: '条款' },
  empty: '没有符合条件的任务。', selected: (n: number) => `已选 ${n} 项`, takeMine: '归我负责', release: '取消负责人', done: '完成', markDone: '标记完成', choose: (title: string) => `选择：${title}`, chooseAll: '选择全部已显示的', nobody: '无人负责',
  assigned: (n: number) => `${n} 项已改负责人。`, undo: '撤销',
};
