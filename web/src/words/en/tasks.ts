/** Words of the task list. */
import type { tasks as Zh } from '../zh/tasks';

export const tasks: typeof Zh = {
  title: 'Tasks', kind: 'Kind', state: 'State', mine: 'Whose', unfinished: 'Open, overdue among them', onlyMine: 'mine only', col: { left: 'Left', title: 'Task', subject: 'About', area: 'Area', due: 'Limit', owner: 'Owner', attempts: 'Attempts', clause: 'Clause' },
  empty: 'No task fits these filters.', selected: (n) => `${n} selected`, takeMine: 'Assign to me', release: 'Remove the owner', done: 'Done', markDone: 'Mark done', choose: (title) => `Select ${title}`, chooseAll: 'Select all shown', nobody: 'no owner',
  assigned: (n) => `Owner changed on ${n}.`, undo: 'Undo',
};
