/** Words of a past moment: choosing it, the band that says it is shown, what can't be shown. */
export const known = {
  pick: '选择时刻', shown: '显示的时刻', now: '现在', past: '过去', pastTitle: '显示的是过去某一时刻的数字，不会实时更新',
  title: '看某一时刻的情况', at: (zone: string) => `日期和时间（${zone}）`, show: '查看',
  how: '按哪时所知', then: '按当时所知', thenHint: '当时屏幕上就是这些数字', today: '按今天所知', todayHint: '病例和传播关系算上之后的补录和更正',
  bandThen: (at: string) => `您看到的是 ${at} 的情况，按当时所知。`, bandToday: (at: string) => `您看到的是 ${at} 的情况，按今天所知。`, bandBoth: (at: string, known: string) => `您看到的是 ${at} 的情况，按 ${known} 时所知。`,
  still: '这里只能看，不能登记、分派或确认，数字也不会实时更新。', another: '换个时刻', back: '回到现在',
  elsewhere: (at: string) => `本页显示的是现在的情况，不是 ${at} 的。`, overviewThen: (at: string) => `回到 ${at} 的总览`, leave: '继续看现在的',
  refused: '这个时刻没有可以显示的内容。', noFeed: '动态不能按过去的时刻显示。', none: '这个时刻还没有任何登记。', doThen: '当时要做',
};
