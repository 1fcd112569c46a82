/** Words of the transmission page. Links are transmission links, never traced contacts. */
export const transmission = {
  title: '传播关系',
  sub: (links: string, infectees: string, ambiguous: string) => `${links} 条传播关系，${infectees} 例有来源，其中 ${ambiguous} 例来源不唯一`,
  known: (known: string, total: string) => `已知 ${known} / 报告 ${total} 例`,
  knownOnly: (known: string) => `已知 ${known} 例；报告总数不详`,
  source: (s: string) => `报告总数来源：${s}`,
  outside: (n: string) => `${n} 条关系的来源不在辖区内`,
  notContacts: '这里的线是传播关系，不是追踪到的接触者。',
  graph: {
    title: '传播链', generation: (n: number) => `第${n}代`, noGeneration: '代次不详', dashed: '来源不唯一',
    label: (nodes: number, edges: number) => `传播链，${nodes} 例，${edges} 条关系`, truncated: (drawn: number, total: number) => `这一簇共 ${total} 例，图上只画了最近的 ${drawn} 例。`, none: '没有传播关系。',
  },
  components: { title: '传播簇', size: '例数', roots: '源头', generations: '代数', pick: '看这一簇', number: '序号', empty: '还没有传播关系。导入传播关系文件后，传播簇会列在这里。', lone: (n: string) => `另有 ${n} 例没有任何关系` },
  offspring: { title: '谁传染的人最多', case: '病例', all: '下游例数', certain: '来源唯一', unsure: '来源不唯一', empty: '还没有传播关系。', note: '下游例数含来源不唯一者；来源唯一的单列。' },
  delays: {
    title: '发病到诊断的间隔', sub: (n: string, unknown: string, negative: string) => `${n} 例可算 · ${unknown} 例日期不详 · ${negative} 例先诊断后发病`,
    week: '诊断周', n: '例数', median: '中位（天）', p80: 'p80（天）', min: '最短', max: '最长', unknown: '日期不详', empty: '没有两个日期都齐全的病例。', days: '天',
    summary: (weeks: number) => `按诊断周的间隔，共 ${weeks} 周；数字见下表`,
  },
  followUp: {
    title: '若当时被追踪，健康管理到哪天', sub: (total: string, unknown: string) => `${total} 例有来源，其中 ${unknown} 例末次接触日期不详`,
    infectee: '病例', last: '末次接触', end: '应至', clause: '条款', reason: '理由', links: '传播关系', empty: '没有有来源的病例。', what: '这是按方案推算的假设日期，不是对任何人的决定。',
  },
};
