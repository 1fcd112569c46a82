/** Words of the import page. */
export const imports = {
  title: '导入', new: '导入文件', file: '文件', kind: '内容', machine: '本机命令', hint: 'CSV、TSV、XLSX、XLS、Parquet', preview: '预览', previewing: '正在读取文件', mapping: '列与项目的对应', column: '文件里的列', sample: '样例', field: '对应项目', ignore: '不导入', required: '必填', start: '开始导入', starting: '正在提交', rows: (n: string) => `${n} 行`, missing: (list: string) => `必填项目还没有对应的列：${list}`,
  facts: (format: string, encoding: string, rows: string) => `${format} · ${encoding} · ${rows}`,
  held: (n: string) => `${n} 行等待身份核对`,
  receipts: '回执', empty: '还没有导入过。选一个文件，先预览，再开始。', col: { file: '文件', kind: '内容', state: '状态', read: '读入', accepted: '接受', duplicate: '重复', rejected: '退回', balance: '对账', by: '导入人', started: '开始' },
  balanced: '平', unbalanced: '不平', sum: (read: string, a: string, d: string, r: string) => `${read} = ${a} + ${d} + ${r}`, progress: (done: string, total: string) => `${done} / ${total} 行`, rejects: (n: string) => `${n} 行待更正`,
  rejectTitle: (file: string) => `退回的行：${file}`, row: '行', problem: '问题', replay: '重新提交改过的行', replaying: '正在提交', nothingChanged: '先在格子里改正，再提交。', noRejects: '没有退回的行。', hash: '文件指纹', rejectState: '状态', closeRejects: '收起',
};
