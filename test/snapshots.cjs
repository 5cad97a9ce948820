/** Snapshots live beside the TypeScript tests, not in the compiled output. */
module.exports = {
  resolveSnapshotPath: (test, ext) => test.replace('/dist/test/', '/test/snapshots/') + ext,
  resolveTestPath: (snap, ext) => snap.slice(0, -ext.length).replace('/test/snapshots/', '/dist/test/'),
  testPathForConsistencyCheck: '/x/dist/test/some.test.js',
};
