/** Words of the edition page. */
export const editions = {
  title: '方案', clauses: (n: number) => `${n} 条`, numbersOf: (n: string) => `${n} 个数值`, dated: '发布', stillHolds: '现行', clauseList: '条款', numbers: '数值', about: '说明', name: '名称', value: '值', unit: '单位', number: '条款', text: '内容', certainty: '依据', source: '来源', empty: '这部方案没有条款。',
  direction: '数值的含义', review: '复核期限', reviewBy: (t: string) => `${t} 前复核`, overdueBy: (t: string) => `应于 ${t} 复核，已过期`, overdue: (n: string) => `${n} 个数值已过复核期限`, notQuoted: '条款正文中没有引用，由规则直接使用', backTo: '回到引用它的条款', comma: '、',
  changed: (by: string, where: string, since: string, until: string) => `${by}（${where}，${since} 至 ${until}）：`, everywhere: '全部适用地区', examples: '示例', compareWith: '与另一版比较', choose: '选择方案',
};
