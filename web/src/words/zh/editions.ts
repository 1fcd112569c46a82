/** Words of the edition page. */
export const editions = { title: '方案', clauses: (n: number) => `${n} 条`, dated: '发布', numbers: '数值', name: '名称', value: '值', unit: '单位', number: '条款', text: '内容', certainty: '把握', source: '来源', empty: '这部方案没有条款。' };
