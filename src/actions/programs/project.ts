import { isObject, type JsonObject, text } from '../../model/location.ts';
import { jsonOr } from './call.ts';
import { options } from './options.ts';
import { type Reader, written } from './source.ts';

/** `npm run NAME` where the agent wrote `package.json`. */
export const packaged: Reader = (call) => {
  const words = call.argv.filter((word) => !word.startsWith('-'));
  const name =
    words[0] === 'run' || words[0] === 'run-script' ? words[1] : words[0] === 'test' || words[0] === 'start' ? words[0] : undefined;
  const manifest = name === undefined ? undefined : written(call, 'package.json');
  const json = manifest === undefined ? undefined : jsonOr(manifest);
  const scripts = isObject(json) ? (json['scripts'] as JsonObject | undefined) : undefined;
  const code = scripts && name !== undefined ? text(scripts, name) : undefined;
  return code === undefined ? undefined : { code, language: 'shell', shown: false, argv: [] };
};

const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];
const RULE = /^([\w./-]+(?: [\w./-]+)*)\s*:(?!=)/;

/** The recipe of a target, without what make reads itself. */
const recipeIn = (makefile: string, target: string | undefined): string | undefined => {
  let inside = false;
  const lines: string[] = [];
  for (const line of makefile.split('\n')) {
    const rule = RULE.exec(line);
    if (rule) {
      if (inside) break;
      inside = target === undefined ? !line.startsWith('.') : rule[1]!.split(' ').includes(target);
    } else if (inside && line.startsWith('\t')) lines.push(line.trim().replace(/^[@+-]+/, ''));
  }
  return lines.length === 0 ? undefined : lines.join('\n');
};

/** `make TARGET` where the agent wrote the makefile. */
export const made: Reader = (call) => {
  const given = options(call.argv, { takes: 'f file C directory j jobs o W' });
  const files = given.has('f', 'file') ? given.values('f', 'file') : MAKEFILES;
  const makefile = files.map((file) => written(call, file)).find((text) => text !== undefined);
  const code =
    makefile === undefined
      ? undefined
      : recipeIn(
          makefile,
          given.operands.find((word) => !word.includes('=')),
        );
  return code === undefined ? undefined : { code, language: 'shell', shown: false, argv: [] };
};

/** Hooks that a command of git runs. */
const HOOKS: { readonly [verb: string]: readonly string[] } = {
  commit: ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit'],
  push: ['pre-push'],
  merge: ['pre-merge-commit', 'post-merge'],
  pull: ['post-merge'],
  checkout: ['post-checkout'],
  switch: ['post-checkout'],
  rebase: ['pre-rebase', 'post-rewrite'],
};

/** `git commit` where the agent wrote a hook for it. */
export const hooked: Reader = (call) => {
  const given = options(call.argv, { takes: 'C c git-dir work-tree namespace', stop: true });
  const [verb = '', ...rest] = given.operands;
  if (!Object.hasOwn(HOOKS, verb) || rest.includes('--no-verify')) return undefined;
  const folder = given.value('C');
  const codes = HOOKS[verb]!.flatMap((hook) => written(call, `${folder === undefined ? '' : `${folder}/`}.git/hooks/${hook}`) ?? []);
  return codes.length === 0 ? undefined : { code: codes.join('\n'), language: 'shell', shown: false, argv: [] };
};
