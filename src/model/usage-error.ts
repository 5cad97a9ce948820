/** The user's mistake: what was given, what was expected, where. Printed in one sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
