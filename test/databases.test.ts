import { tableLines, tablesOf } from '../src/input/sqlite.ts';

const STORE = 'fixtures/opencode-store/herbarium-agent-counts-sheets-and-is-denied-a-deletion.db';
const SESSIONS = 'fixtures/pi/openclaw-of-the-observatory.sqlite';

const rowsIn = async (path: string, table: string): Promise<number> => {
  let rows = 0;
  for await (const chunk of tableLines(path, table)) {
    await tablesOf(path === STORE ? SESSIONS : STORE);
    rows += chunk.toString().trim().split('\n').length;
  }
  return rows;
};

test('databases that are read at the same time do not close one another', async () => {
  const wanted = [await rowsIn(STORE, 'part'), await rowsIn(SESSIONS, 'transcript_events')];
  expect(wanted).toEqual([37, 43]);
  const at = ['part', 'transcript_events'] as const;
  const found = await Promise.all([STORE, SESSIONS, STORE, SESSIONS].map((path, index) => rowsIn(path, at[index % 2]!)));
  expect(found).toEqual([...wanted, ...wanted]);
});
