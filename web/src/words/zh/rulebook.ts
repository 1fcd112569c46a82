/** Words of the rulebook. */
export const rulebook = {
  title: '规则手册', lead: '各版方案、规则与示例：判定依据什么，换一个事实或换一版方案会怎样',
  search: '查找', searchHint: '条款、数值、规则、示例，如“密接 天”', results: '查找结果', found: (n: string) => `找到 ${n} 处`, foundFirst: (shown: string, n: string) => `共 ${n} 处，先列出 ${shown} 处；再加几个字可以缩小范围`, nothingFound: (q: string) => `没有找到“${q}”。换个说法，或少写几个字再试。`,
  kinds: { rule: '规则', clause: '条款', number: '数值', example: '示例' },
  editions: '方案', edition: '方案', noEditions: '还没有装入任何方案。', line: '类别', valid: '有效期', stillHolds: '现行', sure: '数值依据', review: '复核', overdue: (n: string) => `${n} 项该复核了`,
  rules: '规则', rule: '规则', exampleCount: '示例', examplesOf: (n: string, m: string) => `${n} 个示例，涉及 ${m} 部方案`,
  what: '换个条件会怎样', supposed: '以下均为假设：不保存，不对任何人作出决定。网址里带着这个问题，可以发给同事。',
  facts: '假设的事实', startFrom: '从示例开始', blank: '空白（什么都不知道）', at: '判定时间（当地）', zone: '时区', beside: '连同当时有效的补充文件', known: '填写此项', changedMark: '已改', notHere: '这部方案没有这一项', row: (n: number) => `第 ${n} 条`, addRow: '加一条', removeRow: '去掉',
  firstFill: (list: string) => `先填写：${list}`,
  answer: '结论', before: '示例原来的结论', with: '再看另一部方案怎么判', withNone: '不比较', differs: '不同', undecided: '依据不足，尚不能判定', refused: '这样的事实不能判定', open: '未定', none: '无', comma: '、',
  examples: '示例', allHold: (n: string) => `${n} 个，结论都与预期一致`, someFail: (bad: string, n: string) => `${n} 个，其中 ${bad} 个与预期不符`, holds: '与预期一致', fails: '与预期不符', take: '以此为起点改一改', nothingKnown: '没有任何已知事实', noExamples: '这部方案还没有这条规则的示例。', ofEdition: '方案', moreExamples: (n: string) => `再列出一些（还有 ${n} 个）`, asOf: (t: string) => `判定时间 ${t}`,
  clauses: '示例引用的条款',
  compare: '比较两版方案', compareTitle: '两版方案对照', old: '原方案', later: '新方案', swap: '左右对调', alone: '只比两份文件本身', withBeside: '连同当时有效的补充文件比较', changes: (n: string) => `${n} 处变化`, nothingChanged: '没有变化。', sameChosen: '两边是同一部方案，请选两部不同的。', otherDisease: '两部方案针对不同疾病，不宜对照；请选同一疾病的方案。', topic: '事项', way: '方向', onlyNew: '原方案没有规定', onlyOld: '新方案不再规定', besideOf: '同时有效', show: '显示', allWays: '全部变化',
};
