import type { Report } from '../src/model/result.ts';
import { STYLE } from '../src/report/html/style.ts';
import { browsing, describeInBrowser } from './browser.ts';
import { render } from './rendered.ts';
import { clean, crowd, moved, raised, refused, report, timeline } from './sample-report.ts';
import { temporary } from './temporary.ts';

/** The colours of one theme, by name. */
const coloursOf = (css: string): ReadonlyMap<string, string> =>
  new Map([...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));

const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};

const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};

const [, light = '', dark = ''] = STYLE.split(':root {');

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, css) => {
  const colours = coloursOf(css);
  const pairs: readonly (readonly [ink: string, ground: string])[] = [
    ...['ink', 'soft', 'faint', 'link', 'good', 'high'].flatMap((ink) =>
      ['ground', 'panel', 'code'].map((ground) => [ink, ground] as const),
    ),
    ...['critical', 'high', 'medium', 'low'].map((severity) => [severity, `${severity}-ground`] as const),
    ...['less', 'more', 'plain'].map((tone) => [`${tone}-ink`, tone] as const),
  ];
  test.each(pairs)('%s can be read on %s', (ink, ground) => expect(contrast(colours.get(ink)!, colours.get(ground)!)).toBeGreaterThan(4.5));
});

/** Five thousand findings in four hundred trajectories, three hundred of them with a timeline. */
const large = (): Report => {
  const { coverage, findings, ...rest } = crowd(5_000, (index) => (['low', 'medium', 'high', 'critical'] as const)[index % 4]!);
  return {
    ...rest,
    coverage: { ...coverage, trajectories: 900 },
    cohorts: Array.from({ length: 7 }, (_, index) => ({
      framework: 'claude-code',
      model: `model-${index}`,
      conditions: {},
      trajectories: 120,
    })),
    findings: findings.map((finding, index) => ({
      ...finding,
      steps: moved.steps,
      trajectory: { ...finding.trajectory, id: `t${index % 400}`, model: `model-${index % 7}` },
    })),
    timelines: Array.from({ length: 300 }, (_, index) => ({
      ...timeline,
      trajectory: `t${index}`,
      moments: Array.from({ length: 60 }, (__, at) => ({ ...timeline.moments[at % timeline.moments.length]!, seq: at })),
    })),
  };
};

describeInBrowser('the page', () => {
  const files = temporary();
  const open = browsing();
  const pageOf = async (name: string, what: Report, options?: Parameters<typeof open>[1]) =>
    open(files.write(`${name}.html`, await render('html', what)), options);

  test('tells the verdict, the coverage, the findings by trajectory, and asks nobody for anything', async () => {
    const { page, complaints } = await pageOf('small', report({}, false));
    expect(await page.locator('h1').textContent()).toMatch(/^Incomplete: 3 findings .* broken-record$/);
    expect(await page.locator('.coverage .bad').textContent()).toBe('broken-record');
    expect(await page.locator('.trajectory').count()).toBe(2);
    expect(await page.locator('.severity').allTextContents()).toEqual(['critical', 'high', 'low']);
    expect(await page.locator('#count').textContent()).toBe('3 of 3 findings, in 2 trajectories');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('says clean of what was read whole, and only of that', async () => {
    const { page } = await pageOf('clean', clean());
    expect(await page.locator('h1.clean').textContent()).toBe('Clean: no findings in 4 trajectories');
    const lost = await pageOf('lost', { ...clean(), coverage: { ...clean().coverage, whole: false } });
    expect(await lost.page.locator('h1.incomplete').textContent()).toMatch(/^Incomplete: no findings, but not all was audited/);
    expect(await lost.page.locator('h1.clean').count()).toBe(0);
    await Promise.all([page.close(), lost.page.close()]);
  });

  test('filters by what is chosen and by words, and the rates follow', async () => {
    const { page } = await pageOf('filters', report());
    const facet = (name: string) => page.locator('.facet', { has: page.locator('legend', { hasText: name }) });
    const shareOf = (label: string) => page.locator('.chart tr', { hasText: label }).locator('.of').first();
    expect(await page.locator('.facet legend').allTextContents()).toEqual([
      'Severity',
      'Rule',
      'Model',
      'Condition',
      'Framework',
      'Confidence',
      'Outcome',
    ]);
    expect(await shareOf('monitored: no').textContent()).toBe('1 of 2');
    expect(await shareOf('monitored: yes').textContent()).toBe('0 of 1');
    await facet('Severity').getByText('low', { exact: true }).click();
    expect(await page.locator('.severity').allTextContents()).toEqual(['low']);
    expect(await facet('Rule').locator('.option', { hasText: 'control-moved' }).locator('.number').textContent()).toBe('0');
    await page.locator('#clear').click();
    await page.locator('#search').fill('average 90');
    expect(await page.locator('.message').allTextContents()).toEqual([expect.stringMatching(/^The agent reports an average of 90/)]);
    expect(await shareOf('monitored: no').textContent()).toBe('0 of 2');
    await page.locator('#search').fill('zebra');
    expect(await page.locator('.empty').count()).toBe(1);
    await page.close();
  });

  test('shows a trajectory as a timeline with bands, the stake and the act', async () => {
    const { page } = await pageOf('timeline', report({ findings: [moved, refused] }));
    expect(await page.locator('.lane .band.less title').allTextContents()).toEqual(['monitored: no']);
    expect(await page.locator('.timeline .act.high').count()).toBe(1);
    expect(await page.locator('.timeline .stake').count()).toBe(1);
    expect(await page.locator('.timeline .went').count()).toBe(1);
    expect(await page.locator('.readout').textContent()).toMatch(/^7 of 812 moments/);
    await page.close();
  });

  test('works with the keyboard alone', async () => {
    const { page, complaints } = await pageOf('keyboard', report({ findings: [raised, moved, refused] }));
    const focused = () => page.evaluate("document.activeElement.closest('.finding')?.id ?? document.activeElement.id");
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Tab', 'Enter');
    expect(await focused()).toBe('main');
    await press('j', 'o');
    expect(await focused()).toBe('finding-0');
    await page.locator('#finding-0 .scene').waitFor();
    await press('j', 'j', 'k', 'Enter');
    await page.locator('#finding-1[open] .scene').nth(3).waitFor();
    await press('/');
    expect(await focused()).toBe('search');
    await page.keyboard.type('jjo');
    expect(await page.locator('#search').inputValue()).toBe('jjo');
    await press('Escape', 'Tab', 'x');
    expect(await page.locator('#search').inputValue()).toBe('');
    await page.locator('.facet input').first().focus();
    await press('Space');
    expect(await page.locator('.severity').allTextContents()).toEqual(['critical']);
    expect(await page.evaluate('document.activeElement.checked')).toBe(true);
    await press('Space');
    await page.locator('.lane[tabindex]').focus();
    await press('Home', ...Array.from({ length: 4 }, () => 'ArrowRight'));
    expect(await page.locator('.readout').textContent()).toMatch(/^line 14 · .* · Patrol 1 · move · control-moved: moves/);
    await press('Enter');
    expect(await focused()).toBe('finding-1');
    expect(await page.locator('#finding-1[open]').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'has its own colours where they are %s, and keeps to the width of a telephone',
    async (colorScheme) => {
      const { page } = await pageOf('themes', report(), { colorScheme, viewport: { width: 390, height: 800 } });
      const ground = colorScheme === 'light' ? 'rgb(251, 251, 250)' : 'rgb(22, 24, 26)';
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await page.close();
    },
  );

  test('opens with 5,000 findings in less than two seconds of work, and filters in less than one', async () => {
    const file = files.write('large.html', await render('html', large()));
    const { page } = await open(files.write('empty.html', '<!doctype html><title>x</title>'));
    const session = await page.context().newCDPSession(page);
    // Time of the processor, so that the test says the same on a busy machine.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const seconds = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    await page.goto(`file://${file}`);
    await page.waitForSelector('.finding');
    const opened = await seconds();
    expect(opened).toBeLessThan(2);
    expect(await page.locator('#count').textContent()).toBe('5,000 of 5,000 findings, in 400 trajectories');
    await page.locator('.facet input').first().click();
    expect(await page.locator('#count').textContent()).toBe('1,250 of 5,000 findings, in 100 trajectories');
    expect((await seconds()) - opened).toBeLessThan(1);
    expect(await page.locator('.left-out').count()).toBe(0);
    const shown = await page.locator('.trajectory').count();
    await page.keyboard.press('m');
    expect(await page.locator('.trajectory').count()).toBeGreaterThan(shown);
    await page.close();
  }, 60_000);
});
