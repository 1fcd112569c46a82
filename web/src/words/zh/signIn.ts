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
};
