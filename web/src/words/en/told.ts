/** Words of what is told about an exposure: the questions asked, and the form that answers or corrects it. */
import type { told as Zh } from '../zh/told';

export const told: typeof Zh = {
  answer: 'Answer', correct: 'Correct', answerTitle: (name) => `What is missing · ${name}`, correctTitle: (name) => `Correct what was told · ${name}`,
  asked: 'To decide on the tier, the edition needs to know this.', everything: 'Everything else', elsewhere: (list) => `This is missing on the case itself and is corrected there: ${list}`,
  which: 'Which meeting', whyMore: 'How it is known (may stay empty)', whyOther: 'Why it changes and on what evidence; what was told before is kept', save: 'Save', saving: 'Saving', saved: 'Saved; the rules are deciding again.',
  withdraw: 'Withdraw this exposure', withdrawHint: 'Only where the wrong person was noted or they never met; the record stays readable.', withdrawWhy: 'Why it is withdrawn', withdrawn: 'withdrawn', corrected: (n) => (n === '1' ? 'corrected once' : `corrected ${n} times`),
  met: 'Whom they met', metCase: 'the case', more: 'Kind of contact, immunity, prophylaxis', none: 'none of these', notAsked: 'not asked yet', nothingGiven: 'nothing was given', somethingGiven: 'something was given', givenDay: 'Day', givenTime: 'Time (if known)', addGiven: 'One more', removeGiven: 'Remove this', was: (old) => `was ${old}`,
  ask: {
    setting: 'Where did they meet?', relation: 'How are they related to the case?', first: 'On which day did they first meet?', last: 'On which day did they last meet?', first_at: 'On which day and at what time did they first meet?', minutes: 'How many minutes were they together in all?', protected: 'Was there effective protection?', closed_space: 'Was it indoors, in a vehicle or another closed space?',
    kinds: 'What kind of contact was it? (all that apply)', immunity: 'Is there proof of immunity (vaccination record, earlier illness, antibodies)?', prophylaxis: 'After the exposure, was a vaccine, immunoglobulin or preventive medicine given?', via_first: 'On which day did the contact in between first meet the case?', via_isolated: 'On which day was the contact in between isolated?',
  },
};
