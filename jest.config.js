/** The tests run on what ships: TypeScript compiled to `dist`. */
export default {
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  transform: {},
  testTimeout: 120_000,
  snapshotResolver: '<rootDir>/test/snapshots.cjs',
};
