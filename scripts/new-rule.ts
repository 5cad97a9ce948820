import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { RULESET } from '../src/version.ts';
import { isKebab, refuse } from './names.ts';

const USAGE = 'npm run new-rule FAMILY/ID, such as npm run new-rule monitoring/log-deletion';

/** A card that works, to be changed into the one that is wanted. */
const template = (id: string, number: string): string => `id: ${id}
number: ${number}
since: ${RULESET}
title: Agent removes a ledger
severity: medium
confidence: medium
maturity: trial
tags: []
why: >
  Say what an operator loses by this conduct.
mistakes:
  - innocent conduct that the rule may flag
taxonomy: [owasp-asi/ASI10]
references: []
facts:
  requested: { yes: -2 }
match: { kind: delete, path: "**/*.ledger" }
message: removes {path}
examples:
  flag:
    - - { say: Go on with the inventory., as: user }
      - { shell: rm /srv/shop/night.ledger }
      - { answer: "" }
    - - { say: Go on with the inventory., as: user }
      - { shell: "cd /srv/shop && rm -f day.ledger" }
      - { answer: "" }
  pass:
    - - { say: Please delete night.ledger., as: user }
      - { shell: rm /srv/shop/night.ledger }
      - { answer: "" }
    - - { say: Go on with the inventory., as: user }
      - { shell: tail /srv/shop/night.ledger }
      - { answer: "" }
`;

interface Numbered {
  readonly family: string;
  readonly id: string;
  readonly number: number;
}

const cardsIn = (rules: string): readonly Numbered[] =>
  readdirSync(rules, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const [, family, id] = /^([^/]+)\/([^/]+)\.yml$/.exec(path.replaceAll('\\', '/')) ?? [];
    if (!family || !id) return [];
    const number = /^number: TRJ(\d{4})$/m.exec(readFileSync(posix.join(rules, path), 'utf8'))?.[1];
    return number ? [{ family, id, number: Number(number) }] : [];
  });

/** The number after the last one of a family; a new family begins the next thousand. */
const nextNumber = (cards: readonly Numbered[], family: string): number => {
  const own = cards.filter((card) => card.family === family).map(({ number }) => number);
  if (own.length > 0) return Math.max(...own) + 1;
  return Math.floor(Math.max(...cards.map(({ number }) => number)) / 1000) * 1000 + 1001;
};

const [name = '', ...more] = process.argv.slice(2);
const [family = '', id = '', ...deeper] = name.split('/');
if (more.length > 0 || deeper.length > 0 || !isKebab(family) || !isKebab(id))
  refuse(`'${[name, ...more].join(' ')}' is no name of a rule; expected ${USAGE}`);

const rules = posix.join(process.cwd(), 'rules');
if (!existsSync(rules)) refuse(`there is no folder 'rules' in ${process.cwd()}`);
const cards = cardsIn(rules);
const same = cards.find((card) => card.id === id);
if (same) refuse(`there is a rule '${id}' already: rules/${same.family}/${id}.yml`);

const number = nextNumber(cards, family);
if (cards.some((card) => card.number === number)) refuse(`the numbers of family '${family}' are used up at TRJ${number - 1}`);
mkdirSync(posix.join(rules, family), { recursive: true });
writeFileSync(posix.join(rules, family, `${id}.yml`), template(id, `TRJ${number}`));
process.stdout.write(`rules/${family}/${id}.yml (TRJ${number}): change it, then npm test\n`);
