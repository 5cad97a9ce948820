import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();

/** An SQLite database that these statements make. */
export const databaseOf = (
  ...statements: readonly (string | readonly [statement: string, values: readonly (string | number | null)[]])[]
): Buffer => {
  const database = new Database();
  for (const each of statements) {
    if (typeof each === 'string') database.run(each);
    else database.run(each[0], [...each[1]]);
  }
  const bytes = Buffer.from(database.export());
  database.close();
  return bytes;
};
