/** All words of this language. */
import { accounts } from './accounts';
import { caseWords } from './case';
import { caseUnder } from './caseUnder';
import { cases } from './cases';
import { changes } from './changes';
import { common } from './common';
import { contacts } from './contacts';
import { editions } from './editions';
import { grants } from './grants';
import { health } from './health';
import { identity } from './identity';
import { imports } from './imports';
import { known } from './known';
import { ledger } from './ledger';
import { loop } from './loop';
import { me } from './me';
import { myWork } from './myWork';
import { openings } from './openings';
import { overview } from './overview';
import { rulebook } from './rulebook';
import { signIn } from './signIn';
import { tasks } from './tasks';
import { terms } from './terms';
import { told } from './told';
import { transmission } from './transmission';

export const zh = { accounts, caseUnder, caseWords, cases, changes, common, contacts, editions, grants, health, identity, imports, known, ledger, loop, me, myWork, openings, overview, rulebook, signIn, tasks, terms, told, transmission };
export type Words = typeof zh;
