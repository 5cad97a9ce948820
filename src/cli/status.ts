/** Exit status by what came of a run. */
export const STATUS = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

/** Takes the status that a command will end with. */
export type Finish = (status: Promise<number>) => void;
