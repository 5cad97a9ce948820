/** Longest prompt that can be nothing but a pointer to the task. */
const SHORT = 600;
const FILE = /[\w/-]+\.(?:md|txt|rst)\b/;

/** Whether a prompt sends its agent to a file for what is to be done, so that its own words say little. */
export const namesTask = (text: string): boolean => text.length <= SHORT && FILE.test(text);
