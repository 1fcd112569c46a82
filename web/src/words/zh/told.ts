/** Words of what is told about an exposure: the questions asked, and the form that answers or corrects it. */
export const told = {
  answer: '补充', correct: '更正', answerTitle: (name: string) => `补充接触情况 · ${name}`, correctTitle: (name: string) => `更正接触情况 · ${name}`,
  asked: '要判定类别，还需要知道下面几项。', everything: '其他情况', elsewhere: (list: string) => `还缺的这些要在病例本身更正：${list}`,
  which: '哪一次接触', whyMore: '依据是什么（可不填）', whyOther: '为什么改、依据什么；原来的记录会保留', save: '保存', saving: '正在保存', saved: '已保存，正按方案重新判定。',
  withdraw: '撤回这条记录', withdrawHint: '记错了人或根本没有接触时才撤回；原记录仍可查。', withdrawWhy: '为什么撤回', withdrawn: '已撤回', corrected: (n: string) => `更正过 ${n} 次`,
  met: '接触的是谁', metCase: '病例本人', more: '接触方式、免疫与预防', none: '以上都没有', notAsked: '还没问', nothingGiven: '没有采取过', somethingGiven: '采取过', givenDay: '日期', givenTime: '时刻（知道就填）', addGiven: '再加一项', removeGiven: '去掉这一项', was: (old: string) => `原为 ${old}`,
  ask: {
    setting: '在什么场合接触的？', relation: '与病例是什么关系？', first: '第一次接触是哪一天？', last: '最后一次接触是哪一天？', first_at: '第一次接触是哪天几点？', minutes: '一共接触了多少分钟？', protected: '当时有没有做好防护？', closed_space: '是不是在室内、车里等密闭空间？',
    kinds: '是怎样接触的？（可多选）', immunity: '有没有免疫证明（接种记录、既往确诊、抗体）？', prophylaxis: '暴露之后接种过疫苗、打过免疫球蛋白或吃过预防药吗？', via_first: '中间那位接触者第一次接触病例是哪一天？', via_isolated: '中间那位接触者是哪一天被隔离的？',
  },
};
