/** Words of a case under another edition. */
export const caseUnder = {
  title: (n: string) => `${n}：换一版方案会怎样`, supposed: '仅供比较：不改变任何记录，不对任何人作出决定。这次查看会留下记录。', now: '现行方案', then: '换成', choose: '换一版方案会怎样', people: '暴露人员', sum: (all: string, changed: string, same: string) => `${all} 人 = ${changed} 人有变化 + ${same} 人不变`, nobody: '还没有暴露记录。先在病例页登记暴露，再来比较。', changed: '有变化', noContact: '不属于接触者', until: (t: string) => `观察到 ${t}`, days: (n: number) => `${n} 天`,
};
