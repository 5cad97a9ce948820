import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian and others put Chromium. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const path = PATHS.find((each) => existsSync(each));

/** Tests in a browser, said to be skipped where there is none. */
export const describeInBrowser: typeof describe.skip = path ? describe : describe.skip;

/** A page of the browser, and what it did that it should not: requests, errors, refusals. */
export interface Watched {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens pages in a browser of the running test file's own. */
export const browsing = (): ((html: string, options?: BrowserContextOptions) => Promise<Watched>) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path!, args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(() => browser.close());
  return async (file, options) => {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== `file://${file}`) complaints.push(`requests ${request.url()}`);
    });
    page.on('dialog', (dialog) => complaints.push(`says ${dialog.message()}`));
    await page.goto(`file://${file}`);
    return { page, complaints };
  };
};
