import { ARCHIVES } from './programs/archives.ts';
import { BUILTINS } from './programs/builtins.ts';
import type { Programs } from './programs/call.ts';
import { CLOUD } from './programs/cloud.ts';
import { COMPILERS } from './programs/compiled.ts';
import { CONTAINERS } from './programs/containers.ts';
import { FILES } from './programs/files.ts';
import { GIT } from './programs/git.ts';
import { KUBERNETES } from './programs/kubernetes.ts';
import { NETWORK } from './programs/network.ts';
import { PROCESSES } from './programs/processes.ts';
import { RUN } from './programs/run.ts';
import { SETTINGS } from './programs/settings.ts';
import { TEXT } from './programs/text.ts';
import { WEB } from './programs/web.ts';

/** What each program does with its arguments, beside being run. One that is not here is only run. */
export const PROGRAMS: Programs = {
  ...BUILTINS,
  ...RUN,
  ...FILES,
  ...TEXT,
  ...ARCHIVES,
  ...PROCESSES,
  ...NETWORK,
  ...WEB,
  ...CONTAINERS,
  ...KUBERNETES,
  ...CLOUD,
  ...SETTINGS,
  ...GIT,
  ...COMPILERS,
};
