/** Words of the sign-in page. */
export const signIn = {
  title: '登录',
  name: '用户名',
  password: '密码',
  go: '登录',
  going: '正在登录',
  what: '疫情处置指挥平台',
  signedOut: '您已退出，本机上的草稿已清除。',
  show: '显示密码',
  noFactor: '这里的登录不要求第二重验证（演示或本机设置）。',
  with: (name: string) => `用${name}登录`,
  again: '重新登录',
  code: { title: '第二重验证', lead: '打开手机上的身份验证器，输入六位验证码。手机不在身边时，可以输入一个恢复码。', label: '验证码或恢复码', go: '继续' },
  own: { title: '设置您自己的密码', lead: '请设置一个只有您知道的密码：至少 12 个字符，几个互不相干的词连起来就很好。', label: '新密码', go: '保存并继续' },
  setUp: {
    title: '绑定身份验证器', lead: '您的岗位需要第二重验证。用手机上的身份验证器应用扫这个码，再输入它显示的六位数字。', picture: '供身份验证器扫描的二维码',
    bySecret: '扫不了码？在应用里手动输入这串密钥：', begin: '开始绑定', label: '应用显示的六位数字', go: '绑定',
  },
  codes: { title: '请保存恢复码', lead: '手机丢失时，每个恢复码可以代替一次验证码。只显示这一次，请抄写或打印后放在安全的地方。', done: '我已保存，继续' },
};
