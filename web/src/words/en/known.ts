/** Words of a past moment: choosing it, the band that says it is shown, what can't be shown. */
import type { known as Zh } from '../zh/known';

export const known: typeof Zh = {
  pick: 'Choose the moment', shown: 'Moment shown', now: 'Now', past: 'past', pastTitle: 'The figures of a past moment do not update',
  title: 'Show the figures of a moment', at: (zone) => `Date and time (${zone})`, show: 'Show',
  how: 'As known when', then: 'as it was known then', thenHint: 'what stood on the screen at that moment', today: 'as it is known today', todayHint: 'with what was entered or corrected later about cases and links',
  bandThen: (at) => `You are looking at ${at} as it was known then.`, bandToday: (at) => `You are looking at ${at} as it is known today.`, bandBoth: (at, known) => `You are looking at ${at} as it was known on ${known}.`,
  still: 'Nothing can be registered, assigned or confirmed here, and the figures do not update.', another: 'Another moment', back: 'Back to now',
  elsewhere: (at) => `This page shows what stands now, not ${at}.`, overviewThen: (at) => `Overview of ${at}`, leave: 'Go on with now',
  refused: 'There is nothing to show for this moment.', noFeed: 'The latest events can’t be shown for a past moment.', none: 'Nothing had been registered at this moment.', doThen: 'To do then',
};
