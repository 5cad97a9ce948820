/** The version of the package; a test holds it against package.json. */
export const VERSION = '0.1.0';

/** Number of the newest ruleset: rules that a release adds carry the next one. */
export const RULESET = 1;
