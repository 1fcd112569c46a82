/** Words of the page of the installation. */
import type { Words } from '../zh';

export const health: Words['health'] = {
  title: 'Installation', ready: 'Ready to serve', notReady: 'Not ready to serve', checks: 'Checks', check: { database: 'Database', migrations: 'Shape of the data', sequencer: 'Ledger sequencer', loop: 'Event loop', spool: 'Room for files' }, good: 'good', bad: 'wrong',
  alarms: 'Alarms', noAlarms: 'No open alarms.', closed: 'Alarms closed lately', noClosed: 'No alarm has been closed yet.', since: (t) => `since ${t}`, until: (t) => `closed ${t}`, take: 'I take this on', taking: 'Saving', takenBy: (who, t) => `${who} is on it (${t})`, note: 'What you will do (optional)', stays: 'It stays open until its reason is gone.',
  loop: 'Waiting', waiting: 'Events the loop has not taken', oldest: 'Oldest of them', failing: 'Failed at least once', withoutLeaf: 'Events without a leaf', withoutLeafAge: 'Oldest of them', seconds: (n) => `${n} s`,
  feeds: 'Feeds', noFeeds: 'No source sends by itself yet. One that has sent five files on three days or more appears here.', feed: { sender: 'From', kind: 'What', area: 'Area', last: 'Last file', gap: 'Usual gap', state: 'State' }, silent: 'silent', talking: 'as usual', hours: (n) => `${n} h`,
  copies: 'Backups and restore checks', noCopies: 'There is no backup yet. Run outpace backup on the server, and try a restore every night.', copy: { kind: 'Kind', at: 'When', size: 'Size', took: 'Took', leaves: 'Leaves', root: 'Ledger root', state: 'Result' }, copyKind: { backup: 'Backup', check: 'Restore check', replay: 'Archive tried out' }, failed: 'failed',
  archive: { kept: 'archive follows', behind: 'archive is behind' },
  disks: 'Disks', disk: { data: 'Database', spool: 'Files', logs: 'Logs', archive: 'Archive' }, used: (n) => `${n} % used`, free: (n) => `${n} GB free`,
  jobs: 'What is removed when', job: { what: 'Data', limit: 'Kept', last: 'Last run', removed: 'Removed', held: 'Held back' }, days: (n) => `${n} days`, atEnd: 'until its end', never: 'not run yet',
  unused: 'Personal fields nobody reads', noUnused: (n) => `In the last ${n} days every personal field was read, or it has been watched for less.`, unusedWhy: (n) => `Nobody has read these fields for ${n} days. See what they are held for, and decide whether they are still asked for.`, unusedCol: { field: 'Field', class: 'Class', purposes: 'Held for', last: 'Last read', since: 'Watched since' }, dataClass: { personal: 'personal', sensitive: 'sensitive', secret: 'secret' }, neverRead: 'never', and: '; ',
  switches: 'Temporary switches', noSwitches: 'Nothing is done differently at the moment.', ends: (t) => `until ${t}`,
  versions: 'Versions', version: { outpace: 'Outpace', postgres: 'PostgreSQL', python: 'Python', space: 'For', since: 'In use since' }, space: { live: 'the real thing', drill: 'a drill' }, mb: (n) => `${n} MB`,
};
