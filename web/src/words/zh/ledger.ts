/** Words of the ledger. */
export const ledger = {
  title: '账本', log: '账本现状', size: '条数', waiting: '等待入账', waits: (n: string, s: string) => `${n} 条，最早的已等 ${s} 秒`, none: '无', last: '最近检查点', root: '根', name: '账本名称', keepNote: '保存检查点',
  alarm: { late_leaf: '有事件超过 5 秒仍未入账，请联系系统维护人员。', old_checkpoint: '超过 10 分钟没有新的检查点，请检查定序进程。', few_witnesses: '近期签名的见证方不足两家：账本若被整体重写，外人难以察觉。' } as Record<string, string>,
  witnesses: '见证方', noWitness: '还没有见证方。请其他机构运行见证程序，并用 outpace ledger witness add 登记它的公钥。', signed: (t: string) => `最近签名 ${t}`, silent: '尚未签名',
  lookup: '查一条记录', lookupSub: '证明由本页自行计算，不含姓名', event: '事件编号', show: '显示证明', noLatest: '还没有可选的近期事件。', way: '从这一条到根的路径', leaf: '这一条', node: '合并', beside: '旁边',
  holds: (number: string, size: string) => `证明成立：第 ${number} 条，共 ${size} 条`, fails: '证明不成立，请保存下来并联系监督人员。', noCrypto: '此连接下浏览器不能自行计算，请下载后用核对程序检查。', download: '下载证明',
  days: '每日事件', daysSub: (zone: string) => `近两周，本岗位可见范围，按 ${zone} 的日期`, noDays: '近两周没有记录。', kind: '种类',
  kinds: {
    'case.registered': '登记病例', 'case.corrected': '更正病例', 'link.registered': '登记传播关系', 'exposure.recorded': '记录暴露', 'exposure.corrected': '更正暴露', 'exposure.withdrawn': '撤回暴露', 'contact.proposed': '提出接触者', 'contact.decided': '判定接触者', 'plan.scheduled': '安排随访', 'task.issued': '下达任务', 'task.assigned': '分派任务', 'task.tried': '尝试任务', 'task.finished': '完成任务', 'task.overdue': '任务超时', 'test.overdue': '检测超时', 'receipt.closed': '导入完成', 'area.imported': '导入区划', 'incident.opened': '建立疫情', 'account.opened': '开设账号', 'ledger.erased': '删除正文', 'witness.added': '登记见证方',
    'grant.issued': '授予跨区查看', 'grant.ended': '结束跨区查看', 'match.proposed': '发现疑似同一人', 'match.refuted': '判定不是同一人', 'person.linked': '合并为同一人', 'person.unlinked': '撤销合并', 'plan.taken_back': '撤回随访安排', 'access.sealed': '查看记录入账', 'alarm.raised': '发出警报', 'alarm.closed': '解除警报', 'alarm.acknowledged': '认领警报', 'delivery.retried': '重试后续处理', 'delivery.set_aside': '搁置后续处理', 'glass.broken': '紧急查看', 'glass.reviewed': '复核紧急查看', 'glass.unreviewed': '紧急查看逾期未复核', 'hold.opened': '设置保全', 'list.exported': '导出名单', 'opening.stopped': '停止查看', 'opening.released': '恢复查看', 'request.filed': '本人提出意见', 'request.answered': '答复本人意见', 'retention.applied': '到期删除', 'switch.opened': '启用临时开关', 'switch.lifted': '撤销临时开关', 'account.closed': '注销账号', 'account.reset': '重设登录', 'account.secured': '更新登录保护', 'account.linked': '绑定机构登录', 'incident.total_stated': '说明病例总数', 'area.completed': '补全区划', 'post.granted': '授予岗位', 'post.ended': '结束岗位', 'post.renewed': '延长岗位', 'token.made': '签发系统令牌', 'token.ended': '停用系统令牌', 'case.transferred': '移交病例',
  } as Record<string, string>,
};
