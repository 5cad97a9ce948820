import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { eventsCommand } from './cli/events.ts';
import { initCommand } from './cli/init.ts';
import { stayingSmall } from './cli/memory.ts';
import { reportCommand } from './cli/report.ts';
import { rulesCommand } from './cli/rules.ts';
import { scanCommand } from './cli/scan.ts';
import { type Finish, STATUS } from './cli/status.ts';
import { UsageError } from './model/usage-error.ts';
import { VERSION } from './version.ts';

const COMMANDS: readonly ((finish: Finish) => Command)[] = [scanCommand, eventsCommand, reportCommand, rulesCommand, initCommand];

/** A command that is made elsewhere does not know by itself how its parent tells errors. */
const inheriting = (command: Command, parent: Command): Command => {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) inheriting(inner, command);
  return command;
};

const program = (finish: Finish): Command => {
  const top = new Command('trajaudit')
    .description('Finds conduct in the logs of AI agents that undermines shutdown, scoring, monitoring or custody of model weights.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(--help lists what is expected)');
  for (const command of COMMANDS) top.addCommand(inheriting(command(finish), top));
  return top;
};

/** What an error means for the user, and the status to exit with. */
const failure = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS.clean : STATUS.usage;
  if (error instanceof UsageError) process.stderr.write(`trajaudit: ${error.message}\n`);
  else process.stderr.write(`trajaudit: internal error: ${(error as Error).stack ?? String(error)}\n`);
  return STATUS.usage;
};

const main = async (): Promise<void> => {
  let running: Promise<number> = Promise.resolve(STATUS.clean);
  try {
    await program((status) => {
      running = status;
      // What fails before it is awaited below must not count as unhandled.
      status.catch(() => {});
    }).parseAsync();
    process.exitCode = await running;
  } catch (error) {
    process.exitCode = failure(error);
  }
};

// A reader that closes early, such as `head`, ends the run quietly, with the status that the audit has by then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? STATUS.clean);
  process.stderr.write(`trajaudit: cannot write to standard output: ${error.message}\n`);
  process.exit(STATUS.usage);
});

stayingSmall();
await main();
