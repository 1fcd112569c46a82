/** Words of the page of the installation. */
export const health = {
  title: '系统运行', ready: '可以服务', notReady: '不能服务', checks: '检查', check: { database: '数据库', migrations: '数据结构', sequencer: '账本定序', loop: '事件循环', spool: '文件暂存' } as Record<string, string>, good: '正常', bad: '异常',
  alarms: '警报', noAlarms: '没有未解除的警报。', closed: '最近解除的警报', noClosed: '还没有解除过的警报。', since: (t: string) => `自 ${t}`, until: (t: string) => `${t} 解除`, take: '由我处理', taking: '正在登记', takenBy: (who: string, t: string) => `${who} 处理中（${t}）`, note: '打算怎么办（可不填）', stays: '认领以后警报仍然显示，原因消失才解除。',
  loop: '待处理', waiting: '待处理事件', oldest: '最早的已等', failing: '失败过的', withoutLeaf: '未入账事件', withoutLeafAge: '最早的未入账', seconds: (n: string) => `${n} 秒`,
  feeds: '数据来源', noFeeds: '还没有定期送数据的来源。同一来源在三天以上送来五个文件后，会出现在这里。', feed: { sender: '来自', kind: '内容', area: '区域', last: '最近一次', gap: '通常间隔', state: '状态' }, silent: '沉默', talking: '正常', hours: (n: string) => `${n} 小时`,
  copies: '备份与恢复演练', noCopies: '还没有备份。请在服务器上运行 outpace backup，并每晚试恢复一次。', copy: { kind: '种类', at: '时间', size: '大小', took: '用时', leaves: '账本条数', root: '账本根', state: '结果' }, copyKind: { backup: '备份', check: '恢复演练', replay: '归档恢复演练' } as Record<string, string>, failed: '失败',
  archive: { kept: '归档已跟上', behind: '归档没有跟上' },
  disks: '磁盘', disk: { data: '数据库', spool: '文件暂存', logs: '日志', archive: '归档盘' } as Record<string, string>, used: (n: string) => `已用 ${n}%`, free: (n: string) => `剩余 ${n} GB`,
  jobs: '数据清除', job: { what: '数据', limit: '保留', last: '最近一次', removed: '清除', held: '被保留令留下' }, days: (n: string) => `${n} 天`, atEnd: '到期即清', never: '尚未运行',
  unused: '长期无人读取的个人信息', noUnused: (n: string) => `最近 ${n} 天里，登记的每项个人信息都有人读取，或者观察还不满 ${n} 天。`, unusedWhy: (n: string) => `这些字段 ${n} 天没有读取过。请对照用途，考虑是否还有必要收集。`, unusedCol: { field: '字段', class: '类别', purposes: '登记的用途', last: '最近读取', since: '观察起点' }, dataClass: { personal: '个人', sensitive: '敏感', secret: '机密' } as Record<string, string>, neverRead: '从未', and: '、',
  switches: '临时措施', noSwitches: '没有进行中的临时措施。', ends: (t: string) => `到 ${t}`,
  versions: '版本', version: { outpace: 'Outpace', postgres: 'PostgreSQL', python: 'Python', space: '用途', since: '启用' }, space: { live: '实战', drill: '演练' } as Record<string, string>, mb: (n: string) => `${n} MB`,
};
