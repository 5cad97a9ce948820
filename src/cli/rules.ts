import { Command } from 'commander';
import { UsageError } from '../model/usage-error.ts';
import { cardPage, ruleList } from '../report/rule-card.ts';
import { knowledge } from './knowledge.ts';
import { choice } from './options.ts';
import { print } from './output.ts';
import { type Finish, STATUS } from './status.ts';

const list = async ({ format }: { readonly format: 'text' | 'json' }): Promise<number> => {
  await print(ruleList(knowledge().cards, format));
  return STATUS.clean;
};

const explain = async (id: string): Promise<number> => {
  const { cards } = knowledge();
  const card = cards.find((each) => each.id === id || each.number === id || `${each.family}/${each.id}` === id);
  if (!card) throw new UsageError(`there is no rule '${id}'; 'trajaudit rules' lists them`);
  await print([cardPage(card)]);
  return STATUS.clean;
};

export const rulesCommand = (finish: Finish): Command => {
  const rules = new Command('rules')
    .description('list the rules')
    .addOption(choice('-f, --format <format>', 'text or json', ['text', 'json'], 'text'))
    .action((flags: { readonly format: 'text' | 'json' }) => finish(list(flags)));
  rules
    .command('explain')
    .description('show the card of a rule')
    .argument('<id>', 'id or number of a rule')
    .action((id: string) => finish(explain(id)));
  return rules;
};
