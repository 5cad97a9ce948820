/** Days as systems and people write them: `2027-02-28`, `28.02.2027`, `2027/2/28`, `2027年2月28日`. */
const DAYS = /(?<!\d)(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?!\d)/g;

const two = (part: string): string => part.padStart(2, '0');

/** The days that a text names, each as `YYYY-MM-DD`. */
export const daysOf = (text: string): readonly string[] =>
  [...text.matchAll(DAYS)].map(([, year, month, day, otherDay, otherMonth, otherYear]) =>
    year === undefined ? `${otherYear}-${two(otherMonth!)}-${two(otherDay!)}` : `${year}-${two(month!)}-${two(day!)}`,
  );

/** Whether a value begins with a day. */
export const isDay = (value: string): boolean => /^\s*\d/.test(value) && daysOf(value.slice(0, 12)).length > 0;
